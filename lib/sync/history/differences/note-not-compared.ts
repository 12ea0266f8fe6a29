import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import { leftOut, links } from '@/db/schema/links';
import type { RunContext } from '../../kinds/kind';

/** A check says what it did not look at: what is out of sight in Odoo and what a person keeps out. */
export async function noteNotCompared({ ctx, integration, notices }: RunContext): Promise<void> {
  const [outOfReach, kept] = await Promise.all([
    ctx.db.$count(
      links,
      and(
        eq(links.integrationId, integration.id),
        inArray(links.kind, ['product', 'variant', 'category']),
        isNotNull(links.outOfReachSince),
        isNull(links.odooDeletedAt),
      ),
    ),
    ctx.db.$count(leftOut, and(eq(leftOut.integrationId, integration.id), isNull(leftOut.broughtBackAt))),
  ]);
  if (outOfReach + kept > 0)
    notices.push({ code: 'not_compared', params: { out_of_reach: outOfReach, left_out: kept } });
}
