import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { categories, products, stockLevels } from '@/db/schema/catalogue';
import { runDifferences } from '@/db/schema/differences';
import { outbox } from '@/db/schema/feeds';
import { conflicts, syncErrors } from '@/db/schema/inbox';
import { integrations } from '@/db/schema/integrations';
import { links } from '@/db/schema/links';
import { orders } from '@/db/schema/orders';
import { runChanges } from '@/db/schema/runs';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { storable } from '@/e2e/odoo/storable';
import { updateCategory } from '@/lib/catalogue/categories/update-category';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { openStage, type Stage } from './stage';

/** A check compares every selected value of every record, whatever both sides last agreed on, and writes on neither. */
let stage: Stage;
let odoo: RunningOdoo;
let integration: string;

const MODELS = ['product.category', 'product.template', 'product.product', 'stock.quant', 'sale.order'];

beforeEach(async () => {
  stage = await openStage();
  odoo = await stage.odoo({ version: '18.0' });
  integration = await stage.join(odoo, { conflict_policy: 'odoo' });
  await odoo.as('admin', (env) => {
    const vases = env.model('product.category').create({ name: 'Vases', parent_id: 1 });
    const make = (name: string, list_price: number) =>
      env.model('product.template').create({ name, list_price, categ_id: vases, ...storable(env) });
    const bowl = make('Bol', 10);
    make('Vase', 20);
    make('Tasse', 30);
    const [mug = 0] = env.model('product.product').search([['product_tmpl_id', '=', bowl]]);
    const partner = env.model('res.partner').create({ name: 'Zoé', email: 'zoe@example.com' });
    env.model('sale.order').create({
      partner_id: partner,
      order_line: [[0, 0, { product_id: mug, product_uom_qty: 1, price_unit: 10 }]],
    });
  });
  await stage.run(integration);
  await stage.run(integration);
});
afterEach(() => stage.close());

/** Everything a check must leave as it is, on both sides. */
async function everything() {
  const { db } = stage.runtime;
  return {
    here: await Promise.all(
      [products, categories, stockLevels, orders, links, outbox, conflicts, syncErrors, runChanges].map(
        (table) => db.select().from(table),
      ),
    ),
    odoo: await odoo.as('admin', (env) =>
      MODELS.map((model) => {
        const all = env.model(model).with({ active_test: false });
        return all.read(all.search([]), ['write_date']);
      }),
    ),
  };
}

async function check() {
  const before = await everything();
  const run = await stage.run(integration, { purpose: 'check' });
  expect(run.error).toBeNull();
  expect(run).toMatchObject({ status: 'succeeded', purpose: 'check', dryRun: true, mode: 'full' });
  expect(await everything()).toEqual(before);
  const rows = await stage.runtime.db.select().from(runDifferences).where(eq(runDifferences.runId, run.id));
  return { run, told: rows.map(tell).toSorted() };
}

/** "product Bol title: Bol ≠ Bol bleu (to_here)" */
function tell({
  kind,
  label,
  field,
  missing,
  hereValue,
  odooValue,
  outlook,
}: typeof runDifferences.$inferSelect) {
  const what = missing
    ? `not ${missing === 'here' ? 'here' : 'in Odoo'}`
    : `${field}: ${hereValue} ≠ ${odooValue}`;
  return `${kind} ${label} ${what} (${outlook})`;
}

const idOf = async (title: string) => {
  const [row] = await stage.runtime.db.select().from(products).where(eq(products.title, title));
  return row?.id ?? '';
};
const inOdoo = (work: Parameters<RunningOdoo['as']>[1]) => odoo.as('admin', work);
const named = (name: string) => [['name', '=', name]] as [[string, string, string]];

test('equal sides are counted value by value and nothing is told', async () => {
  const { run, told } = await check();
  expect(told).toEqual([]);
  expect(run.comparison).toMatchObject({
    product: { records: 3, differing: 0, missing_here: 0, missing_in_odoo: 0, fields: {} },
    category: { records: 1, differing: 0 },
    stock: { records: 3, differing: 0 },
    order: { records: 1, differing: 0 },
    warehouse: { records: 1, differing: 0 },
  });
  // Title, description, SKU, EAN, prices, category, measures, pictures: more than ten values a product.
  expect(run.comparison.product?.values).toBeGreaterThan(30);
  expect(run.comparison.order?.values).toBeGreaterThan(15);
});

test('what differs is told with what becomes of it, and once it has gone its way nothing is', async () => {
  const { db, ctx } = stage.runtime;
  const bowl = await idOf('Bol');
  const [vases] = await db.select().from(categories).where(eq(categories.name, 'Vases'));
  await updateProduct(ctx, bowl, { price: '12.50' });
  await updateCategory(ctx, vases?.id ?? '', { name: 'Vases et pots' });
  await createProduct(ctx, { title: 'Carafe', price: '7' });
  // As if a change had been missed: nothing marks it as work, and a run has no reason to look.
  await db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('pm.origin', ${integration}, true)`);
    await tx.update(products).set({ description: 'Oubliée' }).where(eq(products.id, bowl));
  });
  await inOdoo((env) => {
    const templates = env.model('product.template');
    templates.write(templates.search(named('Vase')), { name: 'Vase bleu' });
    templates.create({ name: 'Assiette', list_price: 3 });
    templates.unlink(templates.search(named('Tasse')));
    const place = env.model('stock.warehouse').one(1, 'lot_stock_id') ?? 0;
    const [product = 0] = env.model('product.product').search(named('Bol'));
    env.with({ inventory_mode: true }).model('stock.quant').create({
      product_id: product,
      location_id: place,
      inventory_quantity_auto_apply: 4,
    });
  });
  const { run, told } = await check();
  expect(told).toEqual([
    'category Vases et pots name: Vases et pots ≠ Vases (to_odoo)',
    'product Assiette not here (to_here)',
    'product Bol description: Oubliée ≠  (to_odoo)',
    'product Bol price: 12.5 ≠ 11.5 (to_odoo)',
    'product Carafe not in Odoo (to_odoo)',
    'product Tasse not in Odoo (to_here)',
    'product Vase title: Vase ≠ Vase bleu (to_here)',
    'stock Bol · YourCompany quantity: 0 ≠ 4 (to_here)',
  ]);
  expect(run.comparison.product).toMatchObject({
    differing: 2,
    missing_here: 1,
    missing_in_odoo: 2,
    fields: { title: 1, price: 1, description: 1 },
  });
  await stage.run(integration);
  expect((await check()).told).toEqual([]);
});

test('what a direction keeps apart stays apart and is said to; an open conflict is one', async () => {
  const { db, ctx } = stage.runtime;
  const [row] = await db.select().from(integrations).where(eq(integrations.id, integration));
  const direct = (sync: object) =>
    db
      .update(integrations)
      .set({ syncConfig: { ...row?.syncConfig, ...sync } as never })
      .where(eq(integrations.id, integration));
  await direct({ direction: 'import' });
  await updateProduct(ctx, await idOf('Bol'), { title: 'Grand bol' });
  expect((await check()).told).toEqual(['product Grand bol title: Grand bol ≠ Bol (stays)']);
  await direct({ direction: 'bidirectional', conflict_policy: 'manual' });
  await inOdoo((env) => {
    const templates = env.model('product.template');
    templates.write(templates.search(named('Bol')), { name: 'Bol rond' });
  });
  await stage.run(integration);
  expect((await check()).told).toEqual(['product Grand bol title: Grand bol ≠ Bol rond (conflict)']);
});
