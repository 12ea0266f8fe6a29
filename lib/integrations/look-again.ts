import { and, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { integrations } from '@/db/schema/integrations';
import type { Ctx } from '@/lib/context';
import { requestRun } from '@/lib/sync/history/request-run';

/** Makes products, their variants and their stock work for every integration, as if they had just been edited. */
export async function lookAgainAt({ db }: Ctx, headIds: readonly string[]): Promise<void> {
  if (headIds.length === 0) return;
  const ids = [...headIds];
  await db.execute(sql`
    select mark_outbox('product', id) from (
      select ${products.id} as id from ${products} where ${inArray(products.id, ids)} order by 1
    ) heads`);
  const family = or(inArray(products.id, ids), inArray(products.parentId, ids));
  await db.execute(sql`
    select mark_outbox('stock', id) from (
      select ${products.id} as id from ${products} where ${family} and ${isNull(products.deletedAt)} order by 1
    ) family`);
}

/** Asks every integration that has been started and is not paused for a run. @returns the runs' ids */
export async function requestRuns(ctx: Ctx): Promise<string[]> {
  const running = await ctx.db
    .select({ id: integrations.id })
    .from(integrations)
    .where(
      and(eq(integrations.enabled, true), isNull(integrations.setupStep), isNotNull(integrations.startedAt)),
    )
    .orderBy(integrations.id);
  const runIds: string[] = [];
  for (const { id } of running) {
    runIds.push((await requestRun(ctx, { integrationId: id, trigger: 'manual' })).runId);
  }
  return runIds;
}
