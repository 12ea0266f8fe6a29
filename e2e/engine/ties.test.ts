import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { outbox } from '@/db/schema/feeds';
import { syncErrors } from '@/db/schema/inbox';
import { links } from '@/db/schema/links';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { restoreProduct } from '@/lib/catalogue/products/restore-product';
import { openStage, type Stage } from './stage';

/** One record here is tied to one in Odoo, whoever ties it and whenever. */
let stage: Stage;
let odoo: RunningOdoo;
beforeEach(async () => {
  stage = await openStage();
  odoo = await stage.odoo({ version: '17.0' });
});
afterEach(() => stage.close());

const errors = () => stage.runtime.db.select().from(syncErrors).where(eq(syncErrors.status, 'open'));

async function idOf(title: string): Promise<string> {
  const [row] = await stage.runtime.db.select().from(products).where(eq(products.title, title));
  return row?.id ?? '';
}

const shirt = () =>
  odoo.as('admin', (env) => {
    const attribute = env.model('product.attribute').create({ name: 'Size' });
    const values = ['S', 'M'].map((name) =>
      env.model('product.attribute.value').create({ name, attribute_id: attribute }),
    );
    const head = env.model('product.template').create({
      name: 'Shirt',
      attribute_line_ids: [[0, 0, { attribute_id: attribute, value_ids: [[6, 0, values]] }]],
    });
    return { head, variants: env.model('product.template').many(head, 'product_variant_ids') };
  });

test('a variant that Odoo unlinks while the run that brings it is under way is gone here with the next one', async () => {
  // What is there was written a minute ago: a run that has read it need not look at it again.
  odoo = await stage.odoo({ version: '17.0', now: () => Date.now() - 60_000 });
  const integration = await stage.join(odoo);
  await stage.run(integration);
  const { variants } = await shirt();
  const tie = async () => {
    const [row] = await stage.runtime.db
      .select()
      .from(links)
      .where(and(eq(links.odooModel, 'product.product'), eq(links.odooId, variants[1] ?? 0)));
    return row;
  };
  odoo.hooks.beforeCall = async () => {
    if (!(await tie())) return;
    odoo.hooks.beforeCall = () => undefined;
    await odoo.as('admin', (env) => env.model('product.product').unlink(variants.slice(1)));
  };
  await stage.run(integration);
  expect(await odoo.as('admin', (env) => env.model('product.product').search([]))).toEqual([variants[0]]);
  await stage.run(integration);
  expect((await tie())?.odooDeletedAt).not.toBeNull();
  const rows = await stage.runtime.db.select().from(products).where(isNotNull(products.parentId));
  expect(rows.filter(({ deletedAt }) => deletedAt === null)).toHaveLength(1);
});

test('a product that gets variants on both sides at once is no longer tied to what Odoo unlinked for them', async () => {
  const integration = await stage.join(odoo);
  const head = await odoo.as('admin', (env) => env.model('product.template').create({ name: 'Bowl' }));
  await stage.run(integration);
  const parent_id = await idOf('Bowl');
  await createProduct(stage.runtime.ctx, { title: 'Bowl', parent_id, attributes: { Size: 'L' } });
  await odoo.as('admin', (env) => {
    const attribute = env.model('product.attribute').create({ name: 'Size' });
    const values = ['S', 'M'].map((name) =>
      env.model('product.attribute.value').create({ name, attribute_id: attribute }),
    );
    const line = { attribute_id: attribute, value_ids: [[6, 0, values]] };
    env.model('product.template').write([head], { attribute_line_ids: [[0, 0, line]] });
  });
  await stage.run(integration);
  await stage.run(integration);
  const there = await odoo.as('admin', (env) =>
    env.model('product.template').many(head, 'product_variant_ids'),
  );
  const ties = await stage.runtime.db.select().from(links).where(eq(links.odooModel, 'product.product'));
  // Which is which is a person's to say.
  expect(ties.filter(({ odooId }) => !there.includes(odooId))).toEqual([]);
  expect(await errors()).toEqual([]);
});

test('a variant that Odoo deleted and a person restores here is made again there, and tied to what was made', async () => {
  const { head, variants } = await shirt();
  const integration = await stage.join(odoo);
  await stage.run(integration);
  await odoo.as('admin', (env) => {
    const lines = env.model('product.template.attribute.line');
    const [line = 0] = lines.search([['product_tmpl_id', '=', head]]);
    const [, medium = 0] = lines.many(line, 'value_ids');
    lines.write([line], { value_ids: [[3, medium]] });
  });
  await stage.run(integration);
  const [gone] = await stage.runtime.db
    .select()
    .from(links)
    .where(eq(links.odooId, variants[1] ?? 0));
  expect(gone?.odooDeletedAt).not.toBeNull();
  await restoreProduct(stage.runtime.ctx, gone?.localId ?? '');
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
  expect(await errors()).toEqual([]);
  const again = await odoo.as('admin', (env) =>
    env.model('product.template').many(head, 'product_variant_ids'),
  );
  expect(again).toHaveLength(2);
  const [tie] = await stage.runtime.db
    .select()
    .from(links)
    .where(and(eq(links.localId, gone?.localId ?? ''), eq(links.kind, 'variant')));
  expect(tie).toMatchObject({ odooDeletedAt: null, odooId: again.find((id) => id !== variants[0]) });
});

test('tied by somebody else while a run is under way, the same or otherwise: nothing fails, and the next run goes on from there', async () => {
  const make = async (title: string, sku: string) => {
    const { id } = await createProduct(stage.runtime.ctx, {
      title,
      sku,
      price: '10.00',
      description: 'Typed here',
    });
    const vals = { name: title, default_code: sku, list_price: 10, taxes_id: [[6, 0, []]] };
    return {
      localId: id,
      odooId: await odoo.as('admin', (env) => env.model('product.template').create(vals)),
    };
  };
  const bowl = await make('Bowl', 'B-1');
  const cup = await make('Cup', 'C-1');
  const other = await odoo.as('admin', (env) =>
    env
      .model('product.template')
      .create({ name: 'Other cup', list_price: 10, taxes_id: [[6, 0, []]], active: false }),
  );
  const integration = await stage.join(odoo);
  const tie = {
    integrationId: integration,
    kind: 'product' as const,
    odooModel: 'product.template',
    origin: 'odoo' as const,
  };
  let tied = false;
  odoo.hooks.afterCommit = async ({ model, method }) => {
    if (tied || model !== 'product.template' || method !== 'write') return;
    tied = true;
    await stage.runtime.db.insert(links).values([
      { ...tie, ...bowl },
      { ...tie, localId: cup.localId, odooId: other },
    ]);
  };
  const first = await stage.run(integration);
  expect(tied).toBe(true);
  expect([first.error, await errors()]).toEqual([null, []]);
  await odoo.as('admin', (env) => env.model('product.template').write([other], { active: true }));
  await stage.run(integration);
  await odoo.as('admin', (env) => {
    env.model('product.template').write([bowl.odooId], { name: 'Great bowl' });
    env.model('product.template').write([other], { name: 'Great cup' });
  });
  await stage.run(integration);
  expect([await idOf('Great bowl'), await idOf('Great cup')]).toEqual([bowl.localId, cup.localId]);
  expect(await errors()).toEqual([]);
  expect(await stage.runtime.db.select().from(outbox)).toEqual([]);
});

test('a variant given to another product in Odoo is that one’s here too, and whatever it was the only one of has none', async () => {
  const { variants } = await shirt();
  const simple = await odoo.as('admin', (env) =>
    env.model('product.template').create({ name: 'Cap', default_code: 'CAP' }),
  );
  const coat = await odoo.as('admin', (env) => {
    const [attribute] = env.model('product.attribute').search([['name', '=', 'Size']]);
    const values = env.model('product.attribute.value').search([]);
    return env.model('product.template').create({
      name: 'Coat',
      attribute_line_ids: [[0, 0, { attribute_id: attribute ?? 0, value_ids: [[6, 0, values.slice(1)]] }]],
    });
  });
  const integration = await stage.join(odoo, { direction: 'bidirectional' });
  await stage.run(integration);
  const cap = await odoo.as('admin', (env) => {
    const products = env.model('product.product');
    const [only = 0] = products.search([['product_tmpl_id', '=', simple]]);
    products.write([variants[0] ?? 0], { default_code: 'S-1', product_tmpl_id: coat });
    products.write([only], { product_tmpl_id: coat });
    return only;
  });
  const made = odoo.log.length;
  expect(await stage.run(integration)).toMatchObject({ error: null });
  await stage.run(integration);
  const run = await stage.run(integration, { mode: 'full' });
  expect(run).toMatchObject({ status: 'succeeded', error: null });
  expect(await errors()).toEqual([]);
  expect(odoo.log.slice(made).filter(({ method }) => /^(create|load|unlink)$/.test(method))).toEqual([]);
  const tied = await stage.runtime.db
    .select({
      odooId: links.odooId,
      sku: products.sku,
      parentId: products.parentId,
      deletedAt: products.deletedAt,
    })
    .from(links)
    .innerJoin(products, eq(products.id, links.localId))
    .where(and(eq(links.integrationId, integration), eq(links.kind, 'variant')));
  const coatId = await idOf('Coat');
  for (const [odooId, sku] of [
    [variants[0], 'S-1'],
    [cap, 'CAP'],
  ] as const) {
    expect(tied.filter((row) => row.odooId === odooId)).toMatchObject([
      { sku, parentId: coatId, deletedAt: null },
    ]);
  }
  const alive = await stage.runtime.db.select().from(products).where(isNull(products.deletedAt));
  const shirtId = alive.find((row) => row.title === 'Shirt' && row.parentId === null)?.id;
  expect(alive.filter(({ parentId }) => parentId === shirtId)).toHaveLength(1);
  // The cap that was gave its code away with its variant: nobody else has it, on either side.
  expect(alive.filter(({ sku }) => sku === 'CAP').map(({ parentId }) => parentId)).toEqual([coatId]);
  const coded = await odoo.as('admin', (env) => env.model('product.template').text(simple, 'default_code'));
  expect(coded).toBe('');
});

test('a variant given to another product in Odoo waits where nothing comes from there, and its code stands once', async () => {
  const integration = await stage.join(odoo, { direction: 'export' });
  const { ctx } = stage.runtime;
  const variants = ['S', 'M'].map((size) => ({ attributes: { Size: size }, sku: `S-${size}` }));
  await createProduct(ctx, { title: 'Shirt', price: '11.50', variants });
  await createProduct(ctx, { title: 'Cap', price: '11.50', sku: 'CAP' });
  await stage.run(integration);
  const give = (code: string, to: string) =>
    odoo.as('admin', (env) => {
      const [template = 0] = env.model('product.template').search([['name', '=', to]]);
      const [id = 0] = env.model('product.product').search([['default_code', '=', code]]);
      env.model('product.product').write([id], { product_tmpl_id: template });
    });
  await give('S-S', 'Cap');
  for (const mode of ['incremental', 'full', 'incremental'] as const)
    expect(await stage.run(integration, { mode })).toMatchObject({ error: null });
  const coded = () =>
    odoo.as('admin', (env) =>
      env
        .model('product.product')
        .with({ active_test: false })
        .search([['default_code', '=', 'S-S']]),
    );
  expect(await coded()).toHaveLength(1);
  expect(await errors()).toMatchObject([{ code: 'variant_moved_away', params: { variant: 'Size: S' } }]);
  await give('S-S', 'Shirt');
  await stage.run(integration);
  expect(await errors()).toEqual([]);
  expect(await coded()).toHaveLength(1);
  expect(await stage.run(integration, { mode: 'full' })).toMatchObject({ status: 'succeeded', error: null });
});
