import { eq } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import type { ProductView } from './schema';
import { viewProducts } from './view';

/** One product, archived or not. @throws AppError not_found */
export async function getProduct(ctx: Pick<Ctx, 'db'>, id: string): Promise<ProductView> {
  const [view] = await viewProducts(ctx.db, await ctx.db.select().from(products).where(eq(products.id, id)));
  if (!view) throw new AppError('not_found');
  return view;
}
