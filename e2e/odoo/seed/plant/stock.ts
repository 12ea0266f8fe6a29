import { insertDoneMove } from '../../models/stock/done-move';
import { inventoryLoss } from '../../models/stock/location';
import { addQuantity } from '../../models/stock/quant-store';
import type { Env } from '../../orm/env';
import type { Place, ShopPlan } from '../plan';
import type { BySku } from './catalogue';
import type { CompanyIds } from './company';

/**
 * Opening stock: what the plan wants to lie there today plus what the orders of the year will have taken, so that
 * after them the shop holds about what the plan says.
 */
export function plantOpeningStock(env: Env, plan: ShopPlan, bySku: BySku, company: CompanyIds): void {
  const sold = soldByPlace(plan);
  const loss = inventoryLoss(env);
  for (const product of plan.products) {
    if (product.kind !== 'stored') continue;
    for (const variant of product.variants) {
      const id = bySku.get(variant.sku);
      if (id === undefined) continue;
      const wanted = new Map<Place, number>(variant.stock.map((level) => [level.place, level.quantity]));
      for (const place of ['shop', 'depot'] as const) {
        const taken = sold.get(`${variant.sku}@${place}`) ?? 0;
        if (taken > 0) wanted.set(place, (wanted.get(place) ?? 0) + taken);
      }
      const lot = product.tracking === 'lot' ? lotFor(env, id, variant.stock[0]?.lot ?? 'LOT-1') : false;
      for (const [place, quantity] of wanted) {
        const location = company.places[place];
        insertDoneMove(env, {
          product: id,
          from: loss,
          to: location,
          quantity,
          reference: 'Inventaire d’ouverture',
          isInventory: true,
        });
        addQuantity(env, { product: id, location, lot }, quantity);
        addQuantity(env, { product: id, location: loss, lot }, -quantity);
      }
    }
  }
}

/** Reordering rules of the plan, in the shop. */
export function plantRules(env: Env, plan: ShopPlan, bySku: BySku, company: CompanyIds): void {
  const rules = env.model('stock.warehouse.orderpoint');
  for (const variant of plan.products.flatMap((product) => product.variants)) {
    const product = bySku.get(variant.sku);
    if (variant.reorder === null || product === undefined) continue;
    rules.create({
      product_id: product,
      location_id: company.places.shop,
      warehouse_id: company.warehouses.shop,
      product_min_qty: variant.reorder.min,
      product_max_qty: variant.reorder.max,
    });
  }
}

function soldByPlace(plan: ShopPlan): Map<string, number> {
  const sold = new Map<string, number>();
  for (const order of plan.orders) {
    if (order.state !== 'sale' || order.delivery === 'none') continue;
    for (const line of order.lines) {
      const key = `${line.sku}@${order.warehouse}`;
      sold.set(key, (sold.get(key) ?? 0) + line.quantity);
    }
  }
  return sold;
}

function lotFor(env: Env, product: number, name: string): number {
  const model = env.model(env.caps.version >= 16 ? 'stock.lot' : 'stock.production.lot');
  const known = [...model.table.where('product_id', product)].find((id) => model.text(id, 'name') === name);
  return known ?? model.create({ name, product_id: product, company_id: 1 });
}
