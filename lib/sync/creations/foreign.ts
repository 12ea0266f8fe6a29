import { and, eq, ne } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { links, origins } from '@/db/schema/links';
import type { RunContext } from '../kinds/kind';

/**
 * Whether this integration has sent anything yet that came from another Odoo: a person has said then that it is meant.
 */
export async function sentForeign({ ctx, integration }: RunContext): Promise<boolean> {
  const sent = await ctx.db
    .select({ id: links.id })
    .from(links)
    .innerJoin(origins, and(eq(origins.localId, links.localId), ne(origins.integrationId, integration.id)))
    .where(and(eq(links.integrationId, integration.id), eq(links.origin, 'here')))
    .limit(1);
  return sent.length > 0;
}

/** Which of these records came from another Odoo. */
export async function foreignAmong(
  { ctx, integration }: RunContext,
  localIds: readonly string[],
): Promise<Set<string>> {
  if (localIds.length === 0) return new Set();
  const rows = await ctx.db
    .select({ id: origins.localId })
    .from(origins)
    .where(and(ne(origins.integrationId, integration.id), anyOf(origins.localId, [...localIds])));
  return new Set(rows.map((row) => row.id));
}
