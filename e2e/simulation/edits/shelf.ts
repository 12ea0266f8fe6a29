import { and, eq, isNotNull } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { links, stockLinks } from '@/db/schema/links';
import type { Shelf } from '../goods';
import type { World } from '../world';
import { inOdoo } from './edit';

/**
 * A product both sides have counted: before that, two counts that differ are a conflict and no sum (S10). Odoo's
 * record must still be one that a person could count.
 */
export async function anyShelf(world: World): Promise<Shelf | undefined> {
  const met = await world.runtime.db
    .select({
      localId: stockLinks.productId,
      odooId: links.odooId,
      warehouseId: stockLinks.warehouseId,
    })
    .from(stockLinks)
    .innerJoin(
      links,
      and(
        eq(links.integrationId, stockLinks.integrationId),
        eq(links.localId, stockLinks.productId),
        eq(links.odooId, stockLinks.odooProductId),
        eq(links.kind, 'variant'),
      ),
    )
    .innerJoin(products, eq(products.id, stockLinks.productId))
    .where(
      and(
        eq(stockLinks.integrationId, world.integrationId),
        isNotNull(stockLinks.baseQuantity),
        eq(products.stockable, 'stored'),
      ),
    )
    .orderBy(stockLinks.productId);
  const counted = await inOdoo(world, (env) => {
    const alive = env.model('product.product').search([['id', 'in', met.map(({ odooId }) => odooId)]]);
    return new Set(alive);
  });
  const found = met.filter(({ odooId }) => counted.has(odooId));
  return found.length > 0 ? world.dice.pick(found) : undefined;
}
