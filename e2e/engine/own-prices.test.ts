import { asc, eq } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { syncErrors } from '@/db/schema/inbox';
import { runChanges } from '@/db/schema/runs';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { deleteProduct } from '@/lib/catalogue/products/delete-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { installOdooWebhooks } from '@/lib/integrations/webhooks/install';
import { openStage, type Run, type Stage } from './stage';

let stage: Stage;
let odoo: RunningOdoo;
let integration: string;
afterEach(() => stage.close());

async function open(version: string) {
  stage = await openStage();
  odoo = await stage.odoo({ version });
  integration = await stage.join(odoo);
}

async function sync(): Promise<Run> {
  const run = await stage.run(integration);
  expect(run.error).toBeNull();
  return run;
}

async function quiet(): Promise<void> {
  const run = await sync();
  expect(await stage.runtime.db.select().from(runChanges).where(eq(runChanges.runId, run.id))).toEqual([]);
}

async function rowsOf(familyId: string) {
  const rows = stage.runtime.db.select().from(products).where(eq(products.parentId, familyId));
  return await rows.orderBy(asc(products.position));
}

/** A shirt in two sizes at 100 plus 20 % in Odoo, its second size typed over there. */
async function shirt() {
  const { id } = await createProduct(stage.runtime.ctx, {
    title: 'Chemise',
    price: '100.00',
    variants: [{ attributes: { Taille: 'S' } }, { attributes: { Taille: 'M' } }],
  });
  await sync();
  const [small, medium] = await rowsOf(id);
  if (!small || !medium) throw new Error('no variants');
  return { id, small: small.id, medium: medium.id };
}

/** List price, then the price of each variant, as Odoo sells them. */
function there(name = 'Chemise'): Promise<number[]> {
  return odoo.as('admin', (env) => {
    const variants = env.model('product.product');
    const ids = variants.search([['product_tmpl_id.name', '=', name]], { order: 'id' });
    const [template = 0] = env.model('product.template').search([['name', '=', name]]);
    const list = env.model('product.template').number(template, 'list_price');
    return [list, ...ids.map((id) => variants.number(id, 'lst_price'))].map(
      (price) => Math.round(price * 100) / 100,
    );
  });
}

async function here(id: string): Promise<number[]> {
  const [head] = await stage.runtime.db.select().from(products).where(eq(products.id, id));
  return [head, ...(await rowsOf(id))].map((row) => Number(row?.price));
}

const typed = (lstPrice: number) =>
  odoo.as('admin', (env) => {
    const variants = env.model('product.product');
    const ids = variants.search([['product_tmpl_id.name', '=', 'Chemise']], { order: 'id' });
    variants.write(ids.slice(1, 2), { lst_price: lstPrice });
  });

/** The shop's default tax would hide the numbers: none. */
const untaxed = () =>
  odoo.as('admin', (env) => {
    const companies = env.model('res.company');
    companies.write([1], { account_sale_tax_id: false });
  });

describe.each(['saas~19.4', '20.0'])('prices that variants of Odoo %s have of their own', (version) => {
  test('are read, merged, and survive a new list price', async () => {
    await open(version);
    await untaxed();
    const { id, small, medium } = await shirt();
    await typed(130);
    await sync();
    expect(await here(id)).toEqual([100, 100, 130]);
    await quiet();
    await updateProduct(stage.runtime.ctx, id, { price: '110.00' });
    await sync();
    expect(await there()).toEqual([110, 110, 130]);
    expect(await here(id)).toEqual([110, 110, 130]);
    await quiet();
    await updateProduct(stage.runtime.ctx, small, { price: '95.00' });
    await updateProduct(stage.runtime.ctx, medium, { price: '140.00' });
    await sync();
    expect(await there()).toEqual([110, 95, 140]);
    await quiet();
  }, 90_000);

  test('are announced by webhooks', async () => {
    await open(version);
    await installOdooWebhooks(stage.runtime.ctx, integration);
    const watched = await odoo.as('admin', (env) => {
      const rules = env.model('base.automation');
      const [rule = 0] = rules.search([['model_id.model', '=', 'product.product']]);
      return rules.many(rule, 'trigger_field_ids').map((id) => env.model('ir.model.fields').text(id, 'name'));
    });
    expect(watched).toContain('lst_price');
  });

  test('are not lost when the run dies between the list price and theirs', async () => {
    await open(version);
    await untaxed();
    const { id } = await shirt();
    await typed(130);
    await sync();
    await updateProduct(stage.runtime.ctx, id, { price: '110.00' });
    odoo.hooks.onRequest = (path, body, response) => {
      const asked = `${path} ${body}`;
      if (!asked.includes('lst_price') || /search_read|fields_get/.test(asked)) return false;
      response.destroy();
      return true;
    };
    await stage.run(integration);
    expect(await there()).toEqual([110, 110, 110]);
    odoo.hooks.onRequest = undefined;
    await sync();
    expect(await there()).toEqual([110, 110, 130]);
    expect(await here(id)).toEqual([110, 110, 130]);
    await quiet();
  }, 90_000);

  test('stay apart from their product’s where there is one variant, which Odoo gives one price', async () => {
    await open(version);
    await untaxed();
    const { ctx } = stage.runtime;
    const { id } = await createProduct(ctx, {
      title: 'Chemise',
      price: '100.00',
      variants: [{ attributes: { Taille: 'S' } }],
    });
    await sync();
    const small = (await rowsOf(id))[0]?.id ?? '';
    await updateProduct(ctx, id, { price: '110.00' });
    await updateProduct(ctx, small, { price: '95.00' });
    await sync();
    expect(await there()).toEqual([110, 95]);
    await quiet();
    // Said by an extra, and typed over since: by a person, and here again.
    await odoo.as('admin', (env) => {
      const variants = env.model('product.product');
      const [only = 0] = variants.search([['product_tmpl_id.name', '=', 'Chemise']]);
      variants.set(only, { lst_price: 99 });
      variants.touch([only]);
    });
    await sync();
    expect(await here(id)).toEqual([110, 99]);
    await updateProduct(ctx, small, { price: '95.00' });
    await sync();
    expect(await there()).toEqual([110, 95]);
    await quiet();
  }, 90_000);
});

test.each([
  {
    version: '18.0',
    take100OffSmall: { model: 'product.template.attribute.value', vals: { price_extra: -100 } },
  },
  { version: '20.0', take100OffSmall: { model: 'product.product', vals: { lst_price: 0 } } },
])(
  'a variant given away in Odoo $version is free here too, and one given away here is free there',
  async ({ version, take100OffSmall: { model, vals } }) => {
    stage = await openStage();
    odoo = await stage.odoo({ version }, 'itself');
    integration = await stage.join(odoo);
    await untaxed();
    const { id, medium } = await shirt();
    await updateProduct(stage.runtime.ctx, medium, { price: '0' });
    await sync();
    expect(await there()).toEqual([100, 100, 0]);
    await quiet();

    await odoo.as('admin', (env) => {
      const [first = 0] = env
        .model(model)
        .search([['product_tmpl_id.name', '=', 'Chemise']], { order: 'id' });
      env.model(model).write([first], vals);
    });
    await sync();
    expect(await there()).toEqual([100, 0, 0]);
    expect(await here(id)).toEqual([100, 0, 0]);
    await quiet();
  },
  90_000,
);

test('a product of Odoo 20 hands its code over to the variants it gets', async () => {
  await open('20.0');
  const { id } = await createProduct(stage.runtime.ctx, {
    title: 'Bol',
    price: '5.00',
    ean: '3000000000014',
  });
  await sync();
  await updateProduct(stage.runtime.ctx, id, { ean: null });
  for (const [size, ean] of [
    ['Petit', '3000000000021'],
    ['Grand', '3000000000014'],
  ] as const) {
    await createProduct(stage.runtime.ctx, { parent_id: id, attributes: { Taille: size }, ean });
  }
  await sync();
  const codes = await odoo.as('admin', (env) => {
    const variants = env.model('product.product');
    return variants
      .search([['product_tmpl_id.name', '=', 'Bol']])
      .map((one) => variants.text(one, 'barcode'));
  });
  expect(codes.toSorted()).toEqual(['3000000000014', '3000000000021']);
  const errors = stage.runtime.db.select().from(syncErrors).where(eq(syncErrors.status, 'open'));
  expect(await errors).toEqual([]);
  await quiet();
});

/** A family of two in Odoo 20, one of which has been archived. */
async function archivedSister() {
  await open('20.0');
  const { ctx } = stage.runtime;
  const { id } = await createProduct(ctx, {
    title: 'Bol',
    price: '5.00',
    variants: [
      { attributes: { Taille: 'S' }, ean: '3000000000014' },
      { attributes: { Taille: 'M' }, ean: '3000000000021' },
    ],
  });
  await sync();
  const [small, medium] = await rowsOf(id);
  await deleteProduct(ctx, medium?.id ?? '');
  await sync();
  return { id, small };
}

test('a variant of Odoo 20 takes its code into the place of an archived sister, though the template keeps it', async () => {
  const { small } = await archivedSister();
  const { ctx, db } = stage.runtime;
  await updateProduct(ctx, small?.id ?? '', { attributes: { Taille: 'M' } });
  await sync();
  const codes = await odoo.as('admin', (env) => {
    const variants = env.model('product.product');
    return variants
      .search([['product_tmpl_id.name', '=', 'Bol']])
      .map((one) => variants.text(one, 'barcode'));
  });
  expect(codes).toEqual(['3000000000014']);
  expect(await db.select().from(syncErrors).where(eq(syncErrors.status, 'open'))).toEqual([]);
  await quiet();
});

test('a family of Odoo 20 with an archived variant gains an attribute and a value, though its template keeps a code', async () => {
  const { id, small } = await archivedSister();
  const { ctx, db } = stage.runtime;
  await updateProduct(ctx, small?.id ?? '', { attributes: { Taille: 'S', Marque: 'Acme' } });
  await createProduct(ctx, {
    parent_id: id,
    attributes: { Taille: 'L', Marque: 'Acme' },
    ean: '3000000000038',
  });
  await sync();
  const codes = await odoo.as('admin', (env) => {
    const variants = env.model('product.product');
    const living = variants.search([['product_tmpl_id.name', '=', 'Bol']], { order: 'id' });
    return living.map((one) => variants.text(one, 'barcode'));
  });
  expect(codes).toEqual(['3000000000014', '3000000000038']);
  expect(await db.select().from(syncErrors).where(eq(syncErrors.status, 'open'))).toEqual([]);
  // The archived one has the attribute too by now, which is read once more.
  await sync();
  await quiet();
});
