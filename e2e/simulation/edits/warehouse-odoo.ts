import type { Env } from '@/e2e/odoo/orm/env';
import type { World } from '../world';
import { ALL, type Edit, inOdoo } from './edit';

const HOUSE = 1;

/** The warehouse is cleared out and archived; what is counted here meanwhile waits. Or it is taken into use again. */
const archiveOrReopen: Edit = async (world) => {
  if (world.houseClosed) return (await reopen(world)) ? 'odoo: the warehouse is in use again' : null;
  return inOdoo(world, (env) => {
    const busy =
      env.model('stock.move').search([['state', 'not in', ['done', 'cancel', 'draft']]]).length > 0;
    const goods = lying(env);
    // Nobody clears out what a count under way here is about to take off once more.
    const owed = [...goods].some(([product, quantity]) => world.ledger.ahead(product, quantity) < 0);
    if (busy || owed || env.caps.version < 15) return null;
    const place = env.model('stock.warehouse').one(HOUSE, 'lot_stock_id') ?? 0;
    for (const [product, quantity] of goods) {
      env
        .with({ inventory_mode: true })
        .model('stock.quant')
        .create({ product_id: product, location_id: place, inventory_quantity_auto_apply: 0 });
      world.ledger.movedInOdoo(product, -quantity);
    }
    setActive(env, false);
    world.houseClosed = true;
    return `odoo: the warehouse is cleared of ${goods.size} products and archived`;
  });
};

/** @returns whether it was closed */
export async function reopen(world: World): Promise<boolean> {
  if (!world.houseClosed) return false;
  await inOdoo(world, (env) => setActive(env, true));
  world.houseClosed = false;
  return true;
}

function setActive(env: Env, active: boolean): void {
  env.sudo().with(ALL).model('stock.warehouse').write([HOUSE], { active });
}

/** Goods in the house, by product. */
function lying(env: Env): Map<number, number> {
  const quants = env.model('stock.quant').sudo();
  const goods = new Map<number, number>();
  for (const id of quants.search([['location_id.usage', '=', 'internal']])) {
    const product = quants.one(id, 'product_id') ?? 0;
    goods.set(product, (goods.get(product) ?? 0) + quants.number(id, 'quantity'));
  }
  return new Map([...goods].filter(([, quantity]) => quantity !== 0));
}

export const EDITS_OF_WAREHOUSES: readonly Edit[] = [archiveOrReopen];
