import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { played } from '@/e2e/support/played-on';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { resolveConflicts } from '@/lib/sync/history/resolve-conflicts';
import {
  attribute,
  code,
  ctx,
  family,
  idle,
  inOdoo,
  join,
  line,
  open,
  openErrors,
  questions,
  rowHere,
  shownHere,
  shownInOdoo,
  stage,
  sync,
  template,
  tieOf,
} from './shop';

describe('a first meeting of variants', () => {
  test('pairs them by code though attribute and values have other names', async () => {
    await open();
    const id = await inOdoo((env) => {
      const made = template(env, 'T-shirt', [line(attribute(env, 'Color', ['Red', 'Blue']))]);
      code(env, made, ['TS-R', 'TS-B']);
      return made;
    });
    const here = await family([
      { attributes: { Couleur: 'Rouge' }, sku: 'TS-R' },
      { attributes: { Couleur: 'Bleu' }, sku: 'TS-B' },
    ]);
    await join();
    await sync();
    await sync();
    expect(await shownInOdoo(id)).toEqual({
      variants: ['TS-R Color: Red', 'TS-B Color: Blue'],
      lines: ['Red/Blue'],
    });
    expect(await shownHere(here.id)).toEqual(['TS-R {"Color":"Red"}', 'TS-B {"Color":"Blue"}']);
    await idle();
  });

  test('adds a line of one value that only Odoo has', async () => {
    await open();
    const id = await inOdoo((env) => {
      const made = template(env, 'T-shirt', [
        line(attribute(env, 'Couleur', ['Rouge', 'Bleu'])),
        line(attribute(env, 'Marque', ['Acme'])),
      ]);
      code(env, made, ['TS-R', 'TS-B']);
      return made;
    });
    const here = await family([
      { attributes: { Couleur: 'Rouge' }, sku: 'TS-R' },
      { attributes: { Couleur: 'Bleu' } },
    ]);
    await join();
    await sync();
    await sync();
    expect((await shownInOdoo(id)).variants).toEqual([
      'TS-R Couleur: Rouge, Marque: Acme',
      'TS-B Couleur: Bleu, Marque: Acme',
    ]);
    expect(await shownHere(here.id)).toEqual([
      'TS-R {"Couleur":"Rouge","Marque":"Acme"}',
      'TS-B {"Couleur":"Bleu","Marque":"Acme"}',
    ]);
    await idle();
  });

  test('asks about what is left on both sides, makes nothing meanwhile, and does as it is told', async () => {
    await open();
    const [id, ids] = await inOdoo((env) => {
      const made = template(env, 'T-shirt', [line(attribute(env, 'Color', ['Red', 'Blue', 'Green']))]);
      return [made, code(env, made, ['TS-R'])];
    });
    const here = await family([
      { attributes: { Couleur: 'Rouge' }, sku: 'TS-R' },
      { attributes: { Couleur: 'Bleu' }, sku: 'TS-B' },
      { attributes: { Couleur: 'Vert' }, sku: 'TS-V' },
    ]);
    await join();
    await sync();
    await sync({ mode: 'full' });
    expect((await shownInOdoo(id)).variants).toEqual(['TS-R Color: Red', '- Color: Blue', '- Color: Green']);
    expect(await shownHere(here.id)).toHaveLength(3);
    const open3 = await questions();
    expect(open3.map(({ kind, candidates }) => [kind, candidates?.map((one) => one.id)])).toEqual([
      ['variant', [ids[1], ids[2]]],
      ['variant', [ids[1], ids[2]]],
    ]);
    await idle();
    const blue = await rowHere('TS-B');
    const [first] = open3.filter((one) => one.localId === blue);
    await resolveConflicts(ctx(), { ids: [first?.id ?? ''], choice: 'value', value: ids[1] });
    await sync();
    expect(await tieOf(blue)).toBe(ids[1]);
    const [last, ...more] = await questions();
    expect([last?.candidates?.map((one) => one.id), more]).toEqual([[ids[2]], []]);
    await resolveConflicts(ctx(), { ids: [last?.id ?? ''], choice: 'value', value: ids[2] });
    await sync();
    expect(await questions()).toEqual([]);
    expect(await shownHere(here.id)).toEqual([
      'TS-R {"Color":"Red"}',
      'TS-B {"Color":"Blue"}',
      'TS-V {"Color":"Green"}',
    ]);
    expect((await shownInOdoo(id)).variants).toEqual([
      'TS-R Color: Red',
      'TS-B Color: Blue',
      'TS-V Color: Green',
    ]);
    await idle();
  });

  test('“none of them”: both are new, and each side gets the other’s', async () => {
    await open();
    const id = await inOdoo((env) => {
      const made = template(env, 'T-shirt', [line(attribute(env, 'Taille', ['S', 'M']))]);
      code(env, made, ['TS-S', 'TS-M']);
      return made;
    });
    const here = await family([
      { attributes: { Taille: 'S' }, sku: 'TS-S' },
      { attributes: { Taille: 'L' }, sku: 'TS-L' },
    ]);
    await join();
    await sync();
    const [asked] = await questions();
    await resolveConflicts(ctx(), { ids: [asked?.id ?? ''], choice: 'products_manager' });
    await sync();
    await sync();
    expect((await shownInOdoo(id)).variants).toEqual(['TS-S Taille: S', 'TS-M Taille: M', 'TS-L Taille: L']);
    expect((await shownHere(here.id)).toSorted()).toEqual([
      'TS-L {"Taille":"L"}',
      'TS-M {"Taille":"M"}',
      'TS-S {"Taille":"S"}',
    ]);
    expect(await questions()).toEqual([]);
    await idle();
  });

  test.each(played('14.0', '19.0'))(
    'variants here meet a template without any (Odoo %s)',
    async (version) => {
      await open(version);
      const [id, only] = await inOdoo((env) => {
        const made = template(env, 'T-shirt', [line(attribute(env, 'Marque', ['Acme']))]);
        return [made, code(env, made, ['TS-M'])[0]];
      });
      const here = await family([
        { attributes: { Taille: 'S' }, sku: 'TS-S' },
        { attributes: { Taille: 'M' }, sku: 'TS-M' },
      ]);
      await join({ conflict_policy: 'odoo' });
      await sync();
      expect(await tieOf(await rowHere('TS-M'))).toBe(only);
      expect((await shownInOdoo(id)).variants).toEqual([
        'TS-M Marque: Acme, Taille: M',
        'TS-S Marque: Acme, Taille: S',
      ]);
      await sync();
      expect(await shownHere(here.id)).toHaveLength(2);
      expect(await openErrors()).toEqual([]);
      await idle();
    },
  );

  test('a product without variants here meets a template that has some', async () => {
    await open();
    const [id, ids] = await inOdoo((env) => {
      const made = template(env, 'T-shirt', [line(attribute(env, 'Taille', ['S', 'M']))]);
      return [made, code(env, made, ['TS-S', 'TS-M'])];
    });
    const { id: head } = await createProduct(ctx(), { title: 'T-shirt', sku: 'TS-M', cost_price: '4.00' });
    await join();
    await sync();
    expect(await shownHere(head)).toEqual(['TS-M {"Taille":"M"}', 'TS-S {"Taille":"S"}']);
    const rows = await stage.runtime.db.select().from(products).where(eq(products.parentId, head));
    expect(rows.find((row) => row.sku === 'TS-M')?.costPrice).toBe('4.0000');
    const cost = await inOdoo((env) => env.model('product.product').number(ids[1] ?? 0, 'standard_price'));
    expect(cost).toBe(4);
    expect((await shownInOdoo(id)).variants).toHaveLength(2);
    await idle();
  });
});
