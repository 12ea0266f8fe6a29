import { eq } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { lookAgainAt, requestRuns } from './look-again';

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
    await lookAgainAt(inner, [product.parentId ?? product.id]);
    return { run_ids: await requestRuns(inner) };
  });
}
