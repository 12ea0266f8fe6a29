import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { products, stockLevels } from '@/db/schema/catalogue';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { resolveConflicts } from '@/lib/sync/history/resolve-conflicts';
import { attribute, ctx, idle, inOdoo, join, line, open, openErrors, questions, stage, sync } from './shop';

test('goods counted in Odoo while nobody stands for their record here are read once somebody does', async () => {
  // Written a minute ago: what a run has seen is over, and no run sees it again.
  await open('18.0', () => Date.now() - 60_000);
  await join({ conflict_policy: 'odoo' });
  const head = (await createProduct(ctx(), { title: 'Bol', sku: 'BOL' })).id;
  await sync();
  await sync();
  await createProduct(ctx(), { parent_id: head, attributes: { Taille: 'M' }, sku: 'BOL-M' });
  await inOdoo((env) => {
    const templates = env.model('product.template');
    const [id = 0] = templates.search([['name', '=', 'Bol']]);
    const size = attribute(env, 'Taille', ['XL', 'XXL']);
    templates.write([id], { attribute_line_ids: [line({ id: size.id, values: size.values.slice(0, 1) })] });
    const [made = 0] = env.model('product.template.attribute.line').search([]);
    env.model('product.template.attribute.line').write([made], { value_ids: [[4, size.values[1] ?? 0]] });
  });
  await sync();
  const [asked] = await questions();
  expect(asked?.candidates?.length).toBeGreaterThan(1);
  await inOdoo((env) => {
    const [variant = 0] = env.model('product.product').search([], { order: 'id' });
    const place = env.model('stock.warehouse').one(1, 'lot_stock_id') ?? 0;
    env
      .with({ inventory_mode: true })
      .model('stock.quant')
      .create({ product_id: variant, location_id: place, inventory_quantity_auto_apply: 46 });
  });
  await sync();
  await resolveConflicts(ctx(), { ids: [asked?.id ?? ''], choice: 'odoo' });
  await sync();
  await sync();
  const shown = await stage.runtime.db
    .select({ attributes: products.attributes, quantity: stockLevels.quantity })
    .from(stockLevels)
    .innerJoin(products, eq(products.id, stockLevels.productId));
  expect(shown).toContainEqual({ attributes: { Taille: 'XL' }, quantity: '46.0000' });
  expect(await openErrors()).toEqual([]);
  await idle();
});
