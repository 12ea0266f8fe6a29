import { Env } from '../orm/env';
import type { RunningOdoo } from '../server';

/**
 * What a person changes on the page, done as the administrator through the models, so that it looks to a client
 * exactly as if it had been done in Odoo (write_date, moves, webhooks).
 */
export async function editProduct(odoo: RunningOdoo, form: URLSearchParams): Promise<void> {
  const template = Number(form.get('template'));
  await odoo.as('admin', (env) => {
    const model = env.with({ active_test: false }).model('product.template');
    if (!model.table.rows.has(template)) return;
    const name = form.get('name')?.trim() ?? '';
    const price = Number((form.get('price') ?? '').replace(',', '.'));
    const active = form.get('archived') !== 'on';
    const changes = {
      ...(name !== '' && name !== model.text(template, 'name') ? { name } : {}),
      ...(Number.isFinite(price) && price !== model.number(template, 'list_price')
        ? { list_price: price }
        : {}),
      ...(active === model.flag(template, 'active') ? {} : { active }),
    };
    if (Object.keys(changes).length > 0) model.write([template], changes);
    for (const [field, value] of form) {
      const stock = /^stock:(\d+):(\d+)$/.exec(field);
      if (stock !== null && value !== '') setStock(env, Number(stock[1]), Number(stock[2]), Number(value));
    }
  });
}

/** Counts a product in a place and applies the count. */
function setStock(env: Env, product: number, location: number, quantity: number): void {
  if (!Number.isFinite(quantity) || quantity === onHand(env, product, location)) return;
  const quants = new Env(env.db, env.tx, env.uid, { inventory_mode: true }, true).model('stock.quant');
  const field = env.caps.version >= 15 ? 'inventory_quantity_auto_apply' : 'inventory_quantity';
  quants.create({ product_id: product, location_id: location, [field]: quantity });
}

/** Quantity in exactly this place. */
export function onHand(env: Env, product: number, location: number): number {
  const quants = env.db.table('stock.quant');
  return [...quants.where('product_id', product)]
    .filter((id) => quants.rows.get(id)?.location_id === location)
    .reduce((sum, id) => sum + Number(quants.rows.get(id)?.quantity ?? 0), 0);
}
