import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { integrations } from '@/db/schema/integrations';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';

export type Integration = typeof integrations.$inferSelect;

/** `{id}` of an integration: its id, or the word `odoo` while there is exactly one. */
export const integrationRef = z.string().min(1).max(40);

/** @throws AppError not_found; several_integrations with their ids, where `odoo` could be any of them. */
export async function findIntegration(ctx: Pick<Ctx, 'db'>, ref: string): Promise<Integration> {
  if (ref === 'odoo') {
    const found = await ctx.db
      .select()
      .from(integrations)
      .where(eq(integrations.type, 'odoo'))
      .orderBy(integrations.createdAt)
      .limit(50);
    if (found.length > 1) throw new AppError('several_integrations', { ids: found.map(({ id }) => id) });
    if (found[0]) return found[0];
  } else if (z.uuid().safeParse(ref).success) {
    const [found] = await ctx.db.select().from(integrations).where(eq(integrations.id, ref));
    if (found) return found;
  }
  throw new AppError('not_found');
}
