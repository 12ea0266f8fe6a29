import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Ctx, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { requestRun } from '@/lib/sync/history/request-run';
import type { Selection } from './bulk-schema';
import { selectedProducts } from './selected-products';

const marked = z.array(z.object({ integration_id: z.uuid() }));

/**
 * Lets the next run of every integration that has them look at these products as if they had just been edited here, and
 * asks for that run. Paused integrations see them when they go on. @throws AppError forbidden
 */
export async function synchroniseSelected(
  ctx: Ctx,
  selection: Selection,
): Promise<{ products: number; run_ids: string[] }> {
  requireAdmin(ctx);
  const integrations = new Set<string>();
  let count = 0;
  for await (const heads of selectedProducts(ctx, selection)) {
    count += heads.length;
    if (heads.length === 0) continue;
    const ids = sql.join(
      heads.map(({ id }) => sql`${id}::uuid`),
      sql`, `,
    );
    const rows = await ctx.db.execute(sql`
      insert into outbox (integration_id, kind, local_id)
      select integration_id, k.kind, local_id from links, (values ('product'), ('stock')) k(kind)
      where links.kind = 'product' and local_id in (${ids}) order by integration_id, local_id
      on conflict (integration_id, kind, local_id) do update set version = outbox.version + 1, changed_at = now()
      returning integration_id`);
    for (const { integration_id } of marked.parse([...rows])) integrations.add(integration_id);
  }
  const runIds: string[] = [];
  for (const integrationId of integrations) {
    try {
      runIds.push((await requestRun(ctx, { integrationId, trigger: 'manual' })).runId);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'integration_paused')) throw error;
    }
  }
  return { products: count, run_ids: runIds };
}
