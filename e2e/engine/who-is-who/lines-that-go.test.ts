import { expect, test } from 'vitest';
import type { Env } from '@/e2e/odoo/orm/env';
import { played } from '@/e2e/support/played-on';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { deleteProduct } from '@/lib/catalogue/products/delete-product';
import { restoreProduct } from '@/lib/catalogue/products/restore-product';
import { resolveConflicts } from '@/lib/sync/history/resolve-conflicts';
import {
  ALL,
  attribute,
  ctx,
  family,
  headHere,
  idle,
  inOdoo,
  join,
  line,
  open,
  questions,
  rowHere,
  shownHere,
  shownInOdoo,
  sync,
  tieOf,
} from './shop';

/** Lines and values that come and go in Odoo, while their product lives on here. */
const T = 'product.template';
const LINE = 'product.template.attribute.line';
const theTemplate = (env: Env) => env.model(T).search([])[0] ?? 0;
const theLine = (env: Env) => env.model(LINE).search([])[0] ?? 0;

/** Shirts made here, in the sizes S and M; their template's id. */
async function shirts(version: string): Promise<number> {
  await open(version);
  await join({ conflict_policy: 'products_manager' });
  await family(['S', 'M'].map((size) => ({ attributes: { Taille: size }, sku: `TS-${size}` })));
  await sync();
  return inOdoo(theTemplate);
}

/** An order under way keeps Odoo from deleting a variant: it is archived instead. */
const sell = (product_id: number) =>
  inOdoo((env) => {
    const orders = env.model('sale.order');
    const id = orders.create({
      partner_id: env.model('res.partner').create({ name: 'Élise' }),
      order_line: [[0, 0, { product_id, product_uom_qty: 1 }]],
    });
    orders.cls.methods.action_confirm?.run(orders, [id], {});
  });

test.each(played('14.0', '17.0', '19.0'))(
  'a line taken off in Odoo %s and put on again: what was sold comes back as itself, the rest as new',
  async (version) => {
    const id = await shirts(version);
    const small = await rowHere('TS-S');
    await sell((await tieOf(small)) ?? 0);
    const { attribute_id, value_ids } = await inOdoo((env) => {
      const [one, lines] = [theLine(env), env.model(LINE)];
      const had = {
        attribute_id: lines.one(one, 'attribute_id') ?? 0,
        value_ids: lines.many(one, 'value_ids'),
      };
      env.model(T).write([id], { attribute_line_ids: [[2, one, 0]] });
      return had;
    });
    await sync();
    // What is left is the product itself, under a code that nobody has given yet.
    expect(await shownHere(await headHere())).toEqual(['- {}']);
    await idle();
    await inOdoo((env) =>
      env.model(T).write([id], { attribute_line_ids: [line({ id: attribute_id, values: value_ids })] }),
    );
    await sync();
    expect((await shownHere(await headHere())).toSorted()).toEqual([
      '- {"Taille":"M"}',
      'TS-S {"Taille":"S"}',
    ]);
    expect(await rowHere('TS-S')).toBe(small);
    await idle();
  },
);

test.each(played('17.0', '19.0'))(
  'a variant and an archived twin of its combination in Odoo %s are told apart, whichever of them lives',
  async (version) => {
    const id = await shirts(version);
    const first = (await tieOf(await rowHere('TS-S'))) ?? 0;
    const switchTo = (living: number, sleeping: number) =>
      inOdoo((env) => {
        env.model('product.product').with(ALL).write([sleeping], { active: false });
        env.model('product.product').with(ALL).write([living], { active: true });
      });
    const twin = await inOdoo((env) => {
      const variants = env.model('product.product').with(ALL);
      variants.write([first], { active: false });
      return variants.create({
        product_tmpl_id: id,
        default_code: 'TWIN',
        product_template_attribute_value_ids: [
          [6, 0, variants.many(first, 'product_template_attribute_value_ids')],
        ],
      });
    });
    await sync();
    expect((await shownHere(await headHere())).toSorted()).toEqual([
      'TS-M {"Taille":"M"}',
      'TWIN {"Taille":"S"}',
    ]);
    await idle();
    await switchTo(first, twin);
    await sync();
    expect((await shownHere(await headHere())).toSorted()).toEqual([
      'TS-M {"Taille":"M"}',
      'TS-S {"Taille":"S"}',
    ]);
    expect((await shownInOdoo(id)).variants).toEqual([
      'TS-S Taille: S',
      'TS-M Taille: M',
      'TWIN Taille: S archived',
    ]);
    await idle();
  },
);

test('both sides divide a product at once: the same combinations meet, the rest is asked', async () => {
  await open('18.0');
  await join();
  const { id: head } = await createProduct(ctx(), { title: 'T-shirt', price: '10.00' });
  await sync();
  const id = await inOdoo((env) => {
    env
      .model(T)
      .write([theTemplate(env)], { attribute_line_ids: [line(attribute(env, 'Taille', ['M', 'L']))] });
    return theTemplate(env);
  });
  for (const size of ['S', 'M'])
    await createProduct(ctx(), { parent_id: head, attributes: { Taille: size }, sku: `TS-${size}` });
  await sync();
  for (const { id: one } of await questions())
    await resolveConflicts(ctx(), { ids: [one], choice: 'products_manager' });
  await sync();
  await sync();
  expect((await shownHere(head)).toSorted()).toEqual([
    '- {"Taille":"L"}',
    'TS-M {"Taille":"M"}',
    'TS-S {"Taille":"S"}',
  ]);
  expect((await shownInOdoo(id)).variants.toSorted()).toEqual([
    '- Taille: L',
    'TS-M Taille: M',
    'TS-S Taille: S',
  ]);
  await idle();
});

test('the record of a product that both sides divided, and Odoo then archived, is no variant on sale here', async () => {
  await open('18.0');
  await join();
  const { id: head } = await createProduct(ctx(), { title: 'T-shirt', price: '10.00' });
  await sync();
  await sell((await tieOf(head)) ?? 0);
  await inOdoo((env) => {
    env
      .model(T)
      .write([theTemplate(env)], { attribute_line_ids: [line(attribute(env, 'Taille', ['S', 'M']))] });
    env.model(T).write([theTemplate(env)], { active: false });
  });
  for (const size of ['S', 'M'])
    await createProduct(ctx(), { parent_id: head, attributes: { Taille: size }, sku: `TS-${size}` });
  await sync();
  await sync();
  expect(await shownHere(head)).toEqual([]);
  await idle();
});

test.each(played('14.0', '18.0', '19.0'))(
  'a variant brought back here whose value Odoo %s took off its line brings the value back',
  async (version) => {
    const id = await shirts(version);
    const small = await rowHere('TS-S');
    await sell((await tieOf(small)) ?? 0);
    await deleteProduct(ctx(), small);
    await sync();
    await inOdoo((env) => {
      const values = env.model(LINE).many(theLine(env), 'value_ids');
      const taken = values.filter((one) => env.model('product.attribute.value').text(one, 'name') === 'S');
      env.model(LINE).write([theLine(env)], { value_ids: taken.map((one) => [3, one]) });
    });
    await sync();
    expect(await shownHere(await headHere())).toEqual(['TS-M {"Taille":"M"}']);
    await restoreProduct(ctx(), small);
    await sync();
    await sync();
    const { variants, lines } = await shownInOdoo(id);
    expect(variants).toEqual(['TS-S Taille: S', 'TS-M Taille: M']);
    expect(lines.map((values) => values.split('/').toSorted())).toEqual([['M', 'S']]);
    expect(await shownHere(await headHere())).toEqual(['TS-S {"Taille":"S"}', 'TS-M {"Taille":"M"}']);
    await idle();
  },
);
