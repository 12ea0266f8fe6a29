import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { newDatabase, startOdoo } from '../server';
import { editProduct } from './edit';
import { loadState, StateKeeper } from './state';

const folder = mkdtempSync(join(tmpdir(), 'standin-state-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('keeps what a person changed on the page over a restart, and gives no id twice', async () => {
  const file = join(folder, 'state.json');
  const odoo = await startOdoo({ version: 17 });
  const made = await odoo.as('admin', (env) =>
    env.model('product.template').create({ name: 'Bol', detailed_type: 'product' }),
  );
  const [variant, place] = await odoo.as('admin', (env) => [
    [...env.db.table('product.product').where('product_tmpl_id', made)][0] ?? 0,
    env.model('stock.warehouse').one(1, 'lot_stock_id') ?? 0,
  ]);
  await editProduct(
    odoo,
    new URLSearchParams({
      template: String(made),
      name: 'Bol bleu',
      price: '12,5',
      [`stock:${variant}:${place}`]: '4',
    }),
  );
  const keeper = new StateKeeper(odoo.db, file);
  await keeper.save();
  const lastId = odoo.db.table('product.template').lastId;
  await odoo.close();

  const again = newDatabase({ version: 17 });
  loadState(again, file);
  const row = again.table('product.template').rows.get(made);
  expect([row?.name, row?.list_price]).toEqual(['Bol bleu', 12.5]);
  const quants = again.table('stock.quant');
  expect([...quants.where('location_id', place)].map((id) => quants.rows.get(id)?.quantity)).toEqual([4]);
  expect(again.table('product.template').nextId()).toBe(lastId + 1);
  expect(() => loadState(newDatabase({ version: 16 }), file)).toThrow('Odoo 17');
});
