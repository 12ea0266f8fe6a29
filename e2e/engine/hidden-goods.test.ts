import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { syncErrors } from '@/db/schema/inbox';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { storable } from '@/e2e/odoo/storable';
import { played } from '@/e2e/support/played-on';
import { getProduct } from '@/lib/catalogue/products/get-product';
import { setStock } from '@/lib/catalogue/stock/set-stock';
import { openStage, type Stage } from './stage';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

async function here(title: string) {
  const [row] = await stage.runtime.db.select().from(products).where(eq(products.title, title));
  if (!row) throw new Error('not here');
  const { id, stock_quantity: quantity } = await getProduct(stage.runtime.ctx, row.id);
  const errors = await stage.runtime.db
    .select({ code: syncErrors.code })
    .from(syncErrors)
    .where(and(eq(syncErrors.localId, id), eq(syncErrors.status, 'open')));
  return { id, quantity, errors: errors.map(({ code }) => code) };
}

const state = async (title: string) => {
  const { quantity, errors } = await here(title);
  return [quantity, ...errors];
};

/** 10 of each product in the stock location and 5 on a shelf below it. */
async function shelved(odoo: RunningOdoo, names: readonly string[]) {
  return odoo.as('admin', (env) => {
    const stock = env.model('stock.warehouse').one(1, 'lot_stock_id') ?? 0;
    const shelf = env.model('stock.location').create({ name: 'Shelf', location_id: stock });
    const quants = env.model('stock.quant').sudo();
    const ids = names.map((name) => {
      const id = env.model('product.template').create({ name, ...storable(env) });
      const [product_id = 0] = env.model('product.product').search([['product_tmpl_id', '=', id]]);
      quants.create({ product_id, location_id: stock, quantity: 10 });
      quants.create({ product_id, location_id: shelf, quantity: 5 });
      return product_id;
    });
    return { ids, shelf };
  });
}

/** What all of a product comes to, whoever is shown it. */
const whole = (odoo: RunningOdoo, product: number) =>
  odoo.as('admin', (env) => {
    const quants = env.model('stock.quant').sudo();
    return quants
      .search([['product_id', '=', product]])
      .filter((id) => {
        const place = quants.one(id, 'location_id') ?? 0;
        return env.db.table('stock.location').rows.get(place)?.usage === 'internal';
      })
      .reduce((sum, id) => sum + quants.number(id, 'quantity'), 0);
  });

const hideShelf = (odoo: RunningOdoo, shelf: number, models = ['stock.quant']) =>
  odoo.as('admin', (env) => {
    for (const model of models) {
      const hidden =
        model === 'stock.location'
          ? [shelf]
          : env
              .model(model)
              .sudo()
              .search([['location_id', '=', shelf]]);
      env.db.hidden.set(model, new Set(hidden));
    }
  });

describe.each(played('16.0', '19.0'))('goods that a rule of Odoo %s hides from our user', (version) => {
  test('are no drop of stock, nor counted twice, and the count goes on once they are shown again', async () => {
    const odoo = await stage.odoo({ version });
    const { ids, shelf } = await shelved(odoo, ['Sold', 'Typed', 'Untouched']);
    const [sold = 0, typed = 0] = ids;
    const integration = await stage.join(odoo);
    await stage.run(integration);
    expect(await state('Sold')).toEqual(['15']);

    await hideShelf(odoo, shelf);
    await setStock(stage.runtime.ctx, (await here('Typed')).id, { quantity: '18' });
    await odoo.as('admin', (env) => {
      const [quant = 0] = env.model('stock.quant').search([['product_id', '=', sold]]);
      env.model('stock.quant').sudo().write([quant], { quantity: 8 });
    });
    await stage.run(integration);
    await stage.run(integration, { mode: 'full' });
    expect(await state('Sold')).toEqual(['15', 'stock_partly_hidden']);
    expect(await state('Typed')).toEqual(['18', 'stock_partly_hidden']);
    expect(await state('Untouched')).toEqual(['15', 'stock_partly_hidden']);
    expect(await whole(odoo, typed)).toBe(15);

    await odoo.as('admin', (env) => env.db.hidden.clear());
    await stage.runtime.db.update(syncErrors).set({ nextRetryAt: stage.runtime.ctx.now() });
    await stage.run(integration);
    expect([await state('Sold'), await state('Typed'), await state('Untouched')]).toEqual([
      ['13'],
      ['18'],
      ['15'],
    ]);
    expect(await whole(odoo, typed)).toBe(18);
  });
});

test('what was hidden from the first is not taken for the whole, and a late delivery does not look like it', async () => {
  const odoo = await stage.odoo({ version: '17.0' });
  const { ids, shelf } = await shelved(odoo, ['Hidden', 'Promised']);
  const [, promised = 0] = ids;
  await odoo.as('admin', (env) => {
    const quants = env.model('stock.quant').sudo();
    quants.set(
      quants.search([
        ['product_id', '=', promised],
        ['location_id', '=', shelf],
      ])[0] ?? 0,
      { quantity: 0 },
    );
    env
      .model('stock.move')
      .sudo()
      .create({
        ...(odoo.db.caps.version < 19 && { name: 'Late' }),
        product_id: promised,
        product_uom_qty: 4,
        location_id: env.model('stock.warehouse').one(1, 'lot_stock_id') ?? 0,
        location_dest_id: 5,
        state: 'confirmed',
      });
  });
  await hideShelf(odoo, shelf, ['stock.quant', 'stock.location']);
  const integration = await stage.join(odoo);
  await stage.run(integration);
  expect(await state('Hidden')).toEqual(['0', 'stock_partly_hidden']);
  expect(await state('Promised')).toEqual(['10']);
});
