import { and, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { integrations } from '@/db/schema/integrations';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { requestRun } from '@/lib/sync/history/request-run';

/**
 * Has one product looked at on both sides now, with its variants and their stock, by every integration that runs. It
 * becomes work as if it had just been edited, so the run finds it however little else there is to do.
 * @returns the runs that do it; none where no integration has been started or all of them are paused
 * @throws AppError not_found, forbidden
 */
export async function synchroniseProduct(ctx: Ctx, id: string): Promise<{ run_ids: string[] }> {
  requireAdmin(ctx);
  return inTransaction(ctx, async (inner) => {
    const [product] = await inner.db.select().from(products).where(eq(products.id, id));
    if (!product) throw new AppError('not_found');
    const head = product.parentId ?? product.id;
    await inner.db.execute(sql`select mark_outbox('product', ${head}::uuid)`);
    await inner.db.execute(sql`
      select mark_outbox('stock', id) from (
        select ${products.id} as id from ${products}
        where ${or(eq(products.id, head), eq(products.parentId, head))} and ${isNull(products.deletedAt)} order by 1
      ) family`);
    const running = await inner.db
      .select({ id: integrations.id })
      .from(integrations)
      .where(
        and(
          eq(integrations.enabled, true),
          isNull(integrations.setupStep),
          isNotNull(integrations.startedAt),
        ),
      )
      .orderBy(integrations.id);
    const run_ids: string[] = [];
    for (const integration of running) {
      const { runId } = await requestRun(inner, { integrationId: integration.id, trigger: 'manual' });
      run_ids.push(runId);
    }
    return { run_ids };
  });
}
