import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { syncErrors } from '@/db/schema/inbox';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { storable } from '@/e2e/odoo/storable';
import { played } from '@/e2e/support/played-on';
import { setStock } from '@/lib/catalogue/stock/set-stock';
import { openStage, type Stage } from './stage';

let stage: Stage;
afterEach(() => stage.close());

/** A kit, a product of which one variant is a kit, and a plain one; all stored. */
async function open(version: string): Promise<{ odoo: RunningOdoo; integration: string }> {
  stage = await openStage();
  const odoo = await stage.odoo({
    version,
    modules: ['mrp'],
    seed: (env) => {
      const goods = storable(env);
      const templates = env.model('product.template');
      const variants = env.model('product.product');
      const kit = templates.create({ name: 'Coffret', ...goods });
      env.model('mrp.bom').create({ product_tmpl_id: kit, type: 'phantom' });
      templates.create({ name: 'Bougie', ...goods });
      const size = env.model('product.attribute').create({ name: 'Taille' });
      const values = ['S', 'M'].map((name) =>
        env.model('product.attribute.value').create({ name, attribute_id: size }),
      );
      const mixed = templates.create({
        name: 'Panier',
        ...goods,
        attribute_line_ids: [[0, 0, { attribute_id: size, value_ids: [[6, 0, values]] }]],
      });
      const [first = 0] = variants.search([['product_tmpl_id', '=', mixed]], { order: 'id' });
      env.model('mrp.bom').create({ product_tmpl_id: mixed, product_id: first, type: 'phantom' });
    },
  });
  return { odoo, integration: await stage.join(odoo) };
}

const named = async (title: string) =>
  (await stage.runtime.db.select().from(products).where(eq(products.title, title)))
    .filter((row) => title !== 'Panier' || row.parentId !== null)
    .toSorted((a, b) => a.position - b.position);

describe.each(played('14.0', '16.0', '19.0'))('stock of kits (Odoo %s)', (version) => {
  test('is not kept and refused where it is typed; a kit that is made, or ends, later is seen, at night where it leaves no date', async () => {
    const { odoo, integration } = await open(version);
    expect(await stage.run(integration)).toMatchObject({ status: 'succeeded' });
    const [kit] = await named('Coffret');
    const [candle] = await named('Bougie');
    const [kitVariant, plainVariant] = await named('Panier');
    expect([kit, candle, kitVariant, plainVariant].map((row) => row?.stockable)).toEqual([
      'kit',
      'stored',
      'kit',
      'stored',
    ]);
    const count = (row: typeof kit) => setStock(stage.runtime.ctx, row?.id ?? '', { quantity: '7' });
    for (const row of [kit, kitVariant]) await expect(count(row)).rejects.toThrow('stock_not_kept');
    for (const row of [candle, plainVariant]) await count(row);
    expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
    const moved = await odoo.as('admin', (env) =>
      env
        .model('stock.quant')
        .search([['location_id.usage', '=', 'internal']])
        .map((id) => env.model('stock.quant').number(id, 'quantity')),
    );
    expect(moved).toEqual([7, 7]);

    await odoo.as('admin', (env) => {
      const boms = env.sudo().model('mrp.bom');
      const templates = env.model('product.template');
      boms.write(boms.search([]), { active: false });
      boms.create({ product_tmpl_id: templates.search([['name', '=', 'Bougie']])[0], type: 'phantom' });
    });
    await stage.run(integration);
    const now = [...(await named('Coffret')), ...(await named('Bougie')), ...(await named('Panier'))];
    expect(now.map((row) => row.stockable)).toEqual(['stored', 'kit', 'stored', 'stored']);

    await odoo.as('admin', (env) => {
      const boms = env.sudo().model('mrp.bom');
      boms.unlink(boms.search([]));
    });
    await stage.run(integration, { mode: 'full' });
    expect((await named('Bougie')).map((row) => row.stockable)).toEqual(['stored']);
  });

  test('is refused by name where Odoo made the kit behind a count typed here', async () => {
    const { odoo, integration } = await open(version);
    await stage.run(integration);
    const [candle] = await named('Bougie');
    await setStock(stage.runtime.ctx, candle?.id ?? '', { quantity: '7' });
    await odoo.as('admin', (env) => {
      const [made = 0] = env.model('product.template').search([['name', '=', 'Bougie']]);
      env.sudo().model('mrp.bom').create({ product_tmpl_id: made, type: 'phantom' });
    });
    expect(await stage.run(integration)).toMatchObject({ status: 'partial', error: null });
    const errors = await stage.runtime.db.select().from(syncErrors).where(eq(syncErrors.status, 'open'));
    expect(errors.map(({ code, localId }) => ({ code, localId }))).toEqual([
      { code: 'stock_kit', localId: candle?.id },
    ]);
  });
});
