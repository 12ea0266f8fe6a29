import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { lookAgainAt, requestRuns } from '@/lib/integrations/look-again';
import type { Selection } from './bulk-schema';
import { selectedProducts } from './selected-products';

/**
 * Lets every integration look at these products, their variants and their stock as if they had just been edited here,
 * and asks those that run for a run. Paused ones see them when they go on. @throws AppError forbidden
 */
export async function synchroniseSelected(
  ctx: Ctx,
  selection: Selection,
): Promise<{ products: number; run_ids: string[] }> {
  requireAdmin(ctx);
  let count = 0;
  for await (const heads of selectedProducts(ctx, selection)) {
    count += heads.length;
    await inTransaction(ctx, (inner) =>
      lookAgainAt(
        inner,
        heads.map(({ id }) => id),
      ),
    );
  }
  return { products: count, run_ids: count === 0 ? [] : await requestRuns(ctx) };
}
