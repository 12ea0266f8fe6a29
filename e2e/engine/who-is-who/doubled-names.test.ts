import { eq, isNull } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { links } from '@/db/schema/links';
import { storable } from '@/e2e/odoo/storable';
import { played } from '@/e2e/support/played-on';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { deleteProduct } from '@/lib/catalogue/products/delete-product';
import { restoreProduct } from '@/lib/catalogue/products/restore-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import {
  ALL,
  attribute,
  code,
  ctx,
  headHere,
  idle,
  inOdoo,
  join,
  line,
  open,
  openErrors,
  shownHere,
  shownInOdoo,
  stage,
  sync,
  template,
} from './shop';

describe('names that Odoo has twice', () => {
  test.each(played('14.0', '19.0'))(
    'an attribute on two lines, another of the same name: every variant stays itself (Odoo %s)',
    async (version) => {
      await open(version);
      const id = await inOdoo((env) => {
        const colour = attribute(env, 'Couleur', ['Rouge', 'Vert']);
        return template(env, 'Maillot', [
          line(colour),
          line(colour),
          line(attribute(env, 'couleur', ['Mat'])),
        ]);
      });
      await join();
      await sync();
      const head = await headHere();
      expect(await shownHere(head)).toEqual([
        '- {"Couleur":"Rouge","Couleur (2)":"Rouge","couleur (3)":"Mat"}',
        '- {"Couleur":"Rouge","Couleur (2)":"Vert","couleur (3)":"Mat"}',
        '- {"Couleur":"Vert","Couleur (2)":"Rouge","couleur (3)":"Mat"}',
        '- {"Couleur":"Vert","Couleur (2)":"Vert","couleur (3)":"Mat"}',
      ]);
      await idle();
      await createProduct(ctx(), {
        parent_id: head,
        attributes: { Couleur: 'Vert', 'Couleur (2)': 'Bleu', 'couleur (3)': 'Mat' },
        sku: 'VB',
      });
      await sync();
      await sync();
      expect(await shownInOdoo(id)).toMatchObject({ lines: ['Rouge/Vert', 'Rouge/Vert/Bleu', 'Mat'] });
      expect((await shownInOdoo(id)).variants.filter((one) => one.startsWith('VB'))).toEqual([
        expect.stringMatching(/Couleur: Vert.*Couleur: Bleu.*couleur: Mat$/),
      ]);
      expect(await openErrors()).toEqual([]);
      await idle();
    },
  );

  test.each(played('18.0', '19.0'))(
    'a value doubled, renamed to another’s name, and its attribute renamed (Odoo %s)',
    async (version) => {
      await open(version);
      const [id, size] = await inOdoo((env) => {
        const made = attribute(env, 'Taille', ['S', 'M', 'L']);
        return [template(env, 'T-shirt', [line(made)]), made];
      });
      await join();
      await sync();
      const head = await headHere();
      const before = await stage.runtime.db.select().from(links).where(eq(links.kind, 'variant'));
      await inOdoo((env) => env.model('product.attribute.value').write([size.values[1] ?? 0], { name: 'S' }));
      await sync();
      expect(await shownHere(head)).toEqual(['- {"Taille":"S"}', '- {"Taille":"S (2)"}', '- {"Taille":"L"}']);
      await idle();
      await inOdoo((env) => env.model('product.attribute').write([size.id], { name: 'Size' }));
      await sync();
      expect(await shownHere(head)).toEqual(['- {"Size":"S"}', '- {"Size":"S (2)"}', '- {"Size":"L"}']);
      await idle();
      const after = await stage.runtime.db.select().from(links).where(eq(links.kind, 'variant'));
      const ties = (rows: typeof before) => rows.map(({ localId, odooId }) => [localId, odooId]).toSorted();
      expect(ties(after)).toEqual(ties(before));
      await updateProduct(ctx(), await anyId(head, 'S (2)'), { sku: 'TWIN' });
      await sync();
      expect((await shownInOdoo(id)).variants).toEqual(['- Size: S', 'TWIN Size: S', '- Size: L']);
    },
  );
});

async function anyId(head: string, value: string): Promise<string> {
  const rows = await stage.runtime.db.select().from(products).where(eq(products.parentId, head));
  return rows.find((row) => Object.values(row.attributes).includes(value))?.id ?? '';
}

test('lines of which one is dynamic and one makes no variants: a combination is made on demand, once', async () => {
  await open();
  const id = await inOdoo((env) =>
    template(env, 'Table', [
      line(attribute(env, 'Bois', ['Chêne', 'Noyer'])),
      line(attribute(env, 'Longueur', ['120', '160'], 'dynamic')),
      line(attribute(env, 'Gravure', ['Oui', 'Non'], 'no_variant')),
    ]),
  );
  await join();
  await sync();
  const head = await headHere();
  for (const [Bois, Longueur] of [
    ['Chêne', '120'],
    ['Noyer', '200'],
  ] as const)
    await createProduct(ctx(), { parent_id: head, attributes: { Bois, Longueur }, sku: `T-${Longueur}` });
  await sync();
  await sync();
  expect(await shownInOdoo(id)).toEqual({
    variants: ['T-120 Bois: Chêne, Longueur: 120', 'T-200 Bois: Noyer, Longueur: 200'],
    lines: ['Chêne/Noyer', '120/160/200', 'Oui/Non'],
  });
  expect(await shownHere(head)).toHaveLength(2);
  expect(await openErrors()).toEqual([]);
  await idle();
});

test.each(played('17.0', '19.0'))(
  'two products brought back at once, of which Odoo half woke one: no variant sleeps on (Odoo %s)',
  async (version) => {
    await open(version);
    const [half, whole, size, small] = await inOdoo((env) => {
      const made = attribute(env, 'Taille', ['S', 'M', 'L']);
      const one = template(env, 'Chemise', [line(made)], storable(env));
      const [first = 0] = code(env, one, ['CH-S', 'CH-M', 'CH-L']);
      env
        .with({ inventory_mode: true })
        .model('stock.quant')
        .create({
          product_id: first,
          location_id: env.model('stock.warehouse').one(1, 'lot_stock_id') ?? 0,
          inventory_quantity_auto_apply: 7,
        });
      return [one, template(env, 'Veste', [line(made)]), made, first];
    });
    await join();
    await sync();
    const heads = await stage.runtime.db.select().from(products).where(isNull(products.parentId));
    for (const { id } of heads) await deleteProduct(ctx(), id);
    await sync({ confirmed: true });
    await inOdoo((env) => {
      const lines = env.model('product.template.attribute.line');
      const [own = 0] = lines.search([['product_tmpl_id', '=', half]]);
      lines.write([own], { value_ids: [[3, size.values[0]]] });
    });
    await sync();
    for (const { id } of heads) await restoreProduct(ctx(), id);
    await sync();
    await sync();
    expect((await shownInOdoo(half)).variants).toEqual([
      'CH-S Taille: S archived',
      'CH-M Taille: M',
      'CH-L Taille: L',
    ]);
    expect((await shownInOdoo(whole)).variants).toEqual(['- Taille: S', '- Taille: M', '- Taille: L']);
    const shown = await Promise.all(heads.map(({ id }) => shownHere(id)));
    expect(shown.map((variants) => variants.length).toSorted()).toEqual([2, 3]);
    expect(await inOdoo((env) => env.model('product.product').with(ALL).number(small, 'qty_available'))).toBe(
      7,
    );
    await idle();
  },
);

test('ties made before ids were remembered learn them at the next look, and nothing else happens', async () => {
  await open('17.0');
  await inOdoo((env) => template(env, 'T-shirt', [line(attribute(env, 'Taille', ['S', 'M']))]));
  await join();
  await sync();
  await stage.runtime.db.update(links).set({ memo: {} });
  await idle();
  const tied = await stage.runtime.db.select().from(links).where(eq(links.kind, 'variant'));
  expect(tied.map(({ memo }) => memo.combination)).toEqual([
    [{ name: 'Taille', value: 'S', ptav: expect.any(Number) }],
    [{ name: 'Taille', value: 'M', ptav: expect.any(Number) }],
  ]);
});
