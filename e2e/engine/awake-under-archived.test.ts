import { expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { createProduct } from '@/lib/catalogue/products/create-product';
import {
  ALL,
  ctx,
  idle,
  inOdoo,
  join,
  odoo,
  open,
  openErrors,
  shownInOdoo,
  stage,
  sync,
  variantsOf,
} from './who-is-who/shop';

/** What is active in Odoo under a template that is not: sold there, while its product is offered nowhere. */
const setActive = (model: 'product.template' | 'product.product', ids: readonly number[], active: boolean) =>
  inOdoo((env) =>
    env
      .model(model)
      .with(ALL)
      .write([...ids], { active }),
  );

const theTemplate = () => inOdoo((env) => env.model('product.template').with(ALL).search([])[0] ?? 0);

const SIZES = ['S', 'M'].map((size) => ({ attributes: { Taille: size } }));
const shirt = async (variants = SIZES) =>
  (await createProduct(ctx(), { title: 'T-shirt', price: '11.50', ...(variants.length ? { variants } : {}) }))
    .id;

const livingHere = async () =>
  (await stage.runtime.db.select().from(products)).filter((row) => row.deletedAt === null).length;

/** Odoo gives the first value to the record there is and wakes it, also under an archived template. */
test.each([
  ['makes it', '14.0'],
  ['gives it variants', '18.0'],
])(
  'a product that somebody archives amid the run that %s has no variant awake in Odoo %s',
  async (does, version) => {
    await open(version);
    await join();
    const id = await shirt(does === 'makes it' ? SIZES : []);
    if (does !== 'makes it') {
      await sync();
      for (const size of SIZES) await createProduct(ctx(), { parent_id: id, ...size });
    }
    odoo.hooks.beforeCall = async ({ model, method }) => {
      if (model !== 'product.template.attribute.line' || method !== 'load') return;
      odoo.hooks.beforeCall = undefined;
      await setActive('product.template', [await theTemplate()], false);
    };
    await sync();
    await sync();
    expect(odoo.hooks.beforeCall).toBeUndefined();
    const { variants } = await shownInOdoo(await theTemplate());
    expect(variants.filter((variant) => !variant.endsWith('archived'))).toEqual([]);
    expect(await livingHere()).toBe(0);
    expect(await openErrors()).toEqual([]);
    await idle();
  },
);

test('a variant that somebody wakes under an archived product is told, until either is put right', async () => {
  await open();
  await join();
  await shirt();
  await sync();
  const id = await theTemplate();
  const [small = 0] = await inOdoo((env) => variantsOf(env, id));
  const wake = async () => {
    await setActive('product.template', [id], false);
    await sync();
    await setActive('product.product', [small], true);
    expect((await sync()).status).toBe('succeeded');
    expect(await openErrors()).toEqual([{ code: 'variant_awake_alone', params: { variant: 'Taille: S' } }]);
    expect(await livingHere()).toBe(0);
    await idle();
  };
  await wake();
  await setActive('product.product', [small], false);
  await sync();
  expect(await openErrors()).toEqual([]);
  await wake();
  await setActive('product.template', [id], true);
  await sync();
  expect(await openErrors()).toEqual([]);
  // The product and the one that was awake: Odoo leaves its sister asleep then.
  expect(await livingHere()).toBe(2);
  await idle();
});
