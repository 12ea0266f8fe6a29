import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { categories, products } from '@/db/schema/catalogue';
import { conflicts } from '@/db/schema/inbox';
import { runChanges } from '@/db/schema/runs';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { storable } from '@/e2e/odoo/storable';
import { createCategory } from '@/lib/catalogue/categories/create-category';
import { updateCategory } from '@/lib/catalogue/categories/update-category';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { deleteProduct } from '@/lib/catalogue/products/delete-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { setStock } from '@/lib/catalogue/stock/set-stock';
import { openStage, type Stage } from './stage';

/** A preview says what the run after it does, and does nothing itself. */
let stage: Stage;
let odoo: RunningOdoo;
let integration: string;

beforeEach(async () => {
  stage = await openStage();
  odoo = await stage.odoo({ version: '17.0' });
  integration = await stage.join(odoo);
});
afterEach(() => stage.close());

const ctx = () => stage.runtime.ctx;

/** "odoo create category Vases", sorted. Ids of what is not there yet differ, so fields are not compared. */
async function changesOf(options: { dryRun?: boolean } = {}): Promise<string[]> {
  const run = await stage.run(integration, options);
  expect(run.error).toBeNull();
  const rows = await stage.runtime.db.select().from(runChanges).where(eq(runChanges.runId, run.id));
  return rows
    .filter(({ kind }) => kind === 'category' || kind === 'product' || kind === 'stock')
    .map(({ side, action, kind, label }) => `${side} ${action} ${kind} ${label}`)
    .toSorted();
}

async function foreseen(): Promise<string[]> {
  const before = await everything();
  const preview = await changesOf({ dryRun: true });
  expect(await everything()).toEqual(before);
  return preview;
}

async function everything() {
  const { db } = stage.runtime;
  return {
    here: [
      await db.select().from(categories),
      await db.select().from(products),
      await db.select().from(conflicts),
    ],
    odoo: await odoo.as('admin', (env) =>
      ['product.category', 'product.template'].map((model) =>
        env
          .model(model)
          .with({ active_test: false })
          .read(env.model(model).search([]), ['name', 'write_date']),
      ),
    ),
  };
}

const inOdoo = (model: string, name: string) =>
  odoo.as('admin', (env) => env.model(model).search([['name', '=', name]])[0] ?? 0);

async function bothCatalogues() {
  const vases = await createCategory(ctx(), { name: 'Vases', parent_id: null });
  const bowls = await createCategory(ctx(), { name: 'Bols', parent_id: null });
  await createCategory(ctx(), { name: 'Petits bols', parent_id: bowls.id });
  const bowl = await createProduct(ctx(), { title: 'Bol', price: '10.00', category_id: bowls.id });
  await odoo.as('admin', (env) => {
    const [root = 0] = env.model('product.category').search([['name', '=', 'All']]);
    const make = (name: string) => env.model('product.category').create({ name, parent_id: root });
    const [, candles] = [make('Vases'), make('Bougies')];
    const candle = env
      .model('product.template')
      .create({ name: 'Bougie', list_price: 4, categ_id: candles, ...storable(env) });
    const [product = 0] = env.model('product.product').search([['product_tmpl_id', '=', candle]]);
    env
      .with({ inventory_mode: true })
      .model('stock.quant')
      .create({
        product_id: product,
        location_id: env.model('stock.warehouse').one(1, 'lot_stock_id') ?? 0,
        inventory_quantity_auto_apply: 6,
      });
  });
  await setStock(ctx(), bowl.id, { quantity: '3' });
  return { vases, bowls, bowl };
}

describe('a preview', () => {
  test('of the first meeting', async () => {
    await bothCatalogues();
    const preview = await foreseen();
    expect(preview).toEqual([
      'here create category Bougies',
      'here create product Bougie',
      'here update stock Bougie · YourCompany',
      'odoo create category Bols',
      'odoo create category Petits bols',
      'odoo create product Bol',
      'odoo update stock Bol · YourCompany',
    ]);
    expect(await changesOf()).toEqual(preview);
  });

  test('of renames, moves, archivings and what Odoo has unlinked', async () => {
    const { vases, bowls, bowl } = await bothCatalogues();
    await changesOf();
    await updateCategory(ctx(), vases.id, { name: 'Vases et pots' });
    await updateCategory(ctx(), bowls.id, { parent_id: vases.id });
    await updateProduct(ctx(), bowl.id, { title: 'Bol émaillé' });
    const candle = await inOdoo('product.template', 'Bougie');
    const small = await inOdoo('product.category', 'Petits bols');
    const candles = await inOdoo('product.category', 'Bougies');
    await odoo.as('admin', (env) => {
      env.model('product.template').write([candle], { active: false });
      env.model('product.category').write([candles], { name: 'Chandelles' });
      env.model('product.category').unlink([small]);
    });
    const preview = await foreseen();
    expect(preview).toEqual([
      'here delete category Petits bols',
      'here delete product Bougie',
      'here update category Bougies',
      'odoo update category Bols',
      'odoo update category Vases et pots',
      'odoo update product Bol émaillé',
    ]);
    expect(await changesOf()).toEqual(preview);
  });

  test('of an import tells nothing of Odoo, and of an export nothing of here', async () => {
    const { bowl } = await bothCatalogues();
    await deleteProduct(ctx(), bowl.id);
    const only = async (direction: 'import' | 'export') => {
      integration = await stage.join(odoo, { direction });
      return foreseen();
    };
    expect(await only('import')).toEqual([
      'here create category Bougies',
      'here create product Bougie',
      'here update stock Bougie · YourCompany',
    ]);
    expect(await only('export')).toEqual(['odoo create category Bols', 'odoo create category Petits bols']);
  });

  test('counts the conflicts there will be, and asks nobody', async () => {
    integration = await stage.join(odoo, { conflict_policy: 'manual' });
    const { id } = await createProduct(ctx(), { title: 'Bol', price: '10.00' });
    await changesOf();
    await updateProduct(ctx(), id, { title: 'Bol ici' });
    const there = await inOdoo('product.template', 'Bol');
    await odoo.as('admin', (env) => env.model('product.template').write([there], { name: 'Bol là-bas' }));
    expect(await foreseen()).toEqual([]);
    const preview = await stage.run(integration, { dryRun: true });
    expect(preview.counts.product?.conflicts).toBe(1);
    await changesOf();
    expect(await stage.runtime.db.select().from(conflicts)).toMatchObject([
      { status: 'open', field: 'title' },
    ]);
  });
});
