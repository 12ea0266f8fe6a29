import { and, eq } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { links } from '@/db/schema/links';
import { chunks } from '@/lib/odoo/rows';
import type { RunContext } from '../kinds/kind';
import { TEMPLATE } from '../kinds/product/family';

/** Ids per query, well below PostgreSQL's 65,535 parameters. */
const IDS = 5_000;

/** Which of these templates of Odoo are tied to a product here already. */
export async function tiedTemplates(run: RunContext, ids: readonly number[]): Promise<Set<number>> {
  const found = new Set<number>();
  for (const part of chunks(ids, IDS)) {
    const rows = await run.ctx.db
      .select({ id: links.odooId })
      .from(links)
      .where(
        and(
          eq(links.integrationId, run.integration.id),
          eq(links.odooModel, TEMPLATE),
          anyOf(links.odooId, part),
        ),
      );
    for (const { id } of rows) found.add(id);
  }
  return found;
}
