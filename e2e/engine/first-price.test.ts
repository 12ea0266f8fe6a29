import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { conflicts } from '@/db/schema/inbox';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { openStage, type Stage } from './stage';

let stage: Stage;
let odoo: RunningOdoo;
beforeEach(async () => {
  stage = await openStage();
  odoo = await stage.odoo({
    version: '17.0',
    seed: (env) => {
      const tax = env.model('account.tax').create({ name: 'TVA 20 %', amount: 20, type_tax_use: 'sale' });
      env.model('res.company').write([1], { account_sale_tax_id: tax });
    },
  });
});
afterEach(() => stage.close());

const pricesSent = () =>
  odoo.log
    .filter(({ model }) => model === 'product.template')
    .filter(({ method }) => ['create', 'write', 'load'].includes(method))
    .map(({ method, args, kwargs }) => `${method} ${JSON.stringify([args, kwargs])}`)
    .filter((sent) => sent.includes('list_price'));

test('a new product is never for sale at nothing: its price is right in the very call that makes it', async () => {
  const integration = await stage.join(odoo);
  await createProduct(stage.runtime.ctx, { title: 'Bougie', price: '12.00' });
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded' });
  const [made, ...later] = pricesSent();
  expect(made).toMatch(/^load .*"Bougie",.*10[,\]]/);
  expect(later).toEqual([]);
});

test('a price that Odoo can only come near to stays as it was typed', async () => {
  const integration = await stage.join(odoo);
  const { id } = await createProduct(stage.runtime.ctx, { title: 'Bougie', price: '9.99' });
  for (let n = 0; n < 3; n++) await stage.run(integration, { mode: n === 1 ? 'full' : 'incremental' });
  const [row] = await stage.runtime.db.select().from(products).where(eq(products.id, id));
  expect(Number(row?.price)).toBe(9.99);
  expect(pricesSent()).toHaveLength(1);
  expect(await stage.runtime.db.select().from(conflicts)).toEqual([]);
});

test('where Odoo gives another tax than its default one, the price is told again and is right', async () => {
  odoo.hooks.afterCommit = async ({ model, method }) => {
    if (model !== 'product.template' || method !== 'load') return;
    await odoo.as('admin', (env) => {
      const reduced = env
        .model('account.tax')
        .create({ name: 'TVA 5,5 %', amount: 5.5, type_tax_use: 'sale' });
      const templates = env.model('product.template');
      templates.write(templates.search([['name', '=', 'Livre']]), { taxes_id: [[6, 0, [reduced]]] });
    });
  };
  const integration = await stage.join(odoo);
  await createProduct(stage.runtime.ctx, { title: 'Livre', price: '21.10' });
  await stage.run(integration);
  odoo.hooks.afterCommit = () => undefined;
  await stage.run(integration);
  const price = await odoo.as('admin', (env) => {
    const model = env.model('product.template');
    return model.number(model.search([['name', '=', 'Livre']])[0] ?? 0, 'list_price');
  });
  expect(price).toBe(20);
  expect(await stage.runtime.db.select().from(conflicts)).toEqual([]);
});

test('without the price among the fields Odoo keeps its own for a new product', async () => {
  const integration = await stage.join(odoo, {
    fields: { product: ['title', 'sku', 'attributes'], stock: [], order: [] },
  });
  await createProduct(stage.runtime.ctx, { title: 'Bougie', price: '12.00' });
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded' });
  expect(pricesSent()).toEqual([]);
  const price = await odoo.as('admin', (env) => {
    const model = env.model('product.template');
    return model.number(model.search([['name', '=', 'Bougie']])[0] ?? 0, 'list_price');
  });
  expect(price).toBe(1);
});
