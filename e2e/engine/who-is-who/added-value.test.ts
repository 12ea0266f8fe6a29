import { describe, expect, test } from 'vitest';
import { played } from '@/e2e/support/played-on';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { resolveConflicts } from '@/lib/sync/history/resolve-conflicts';
import {
  ALL,
  attribute,
  ctx,
  headHere,
  idle,
  inOdoo,
  join,
  line,
  open,
  openErrors,
  questions,
  shownHere,
  shownInOdoo,
  sync,
  template,
} from './shop';

describe('a value added here', () => {
  test.each(played('14.0', '19.0'))(
    'joins the template’s own line, not an attribute of the same name (Odoo %s)',
    async (version) => {
      await open(version);
      const id = await inOdoo((env) => {
        attribute(env, 'Taille', ['38', '39', 'L']);
        return template(env, 'T-shirt', [line(attribute(env, 'Taille', ['S', 'M']))]);
      });
      await join();
      await sync();
      const head = await headHere();
      await createProduct(ctx(), { parent_id: head, attributes: { Taille: 'L' }, sku: 'TS-L' });
      await sync();
      await sync();
      expect(await shownInOdoo(id)).toEqual({
        variants: ['- Taille: S', '- Taille: M', 'TS-L Taille: L'],
        lines: ['S/M/L'],
      });
      expect(await openErrors()).toEqual([]);
      await idle();
    },
  );

  test.each(played('18.0', '19.0'))('takes no archived value away (Odoo %s)', async (version) => {
    await open(version);
    const [id, small] = await inOdoo((env) => {
      const size = attribute(env, 'Taille', ['S', 'M']);
      const made = template(env, 'T-shirt', [line(size)]);
      return [made, size.values[0]];
    });
    await join();
    await sync();
    await inOdoo((env) => env.model('product.attribute.value').write([small ?? 0], { active: false }));
    await createProduct(ctx(), { parent_id: await headHere(), attributes: { Taille: 'L' }, sku: 'TS-L' });
    await sync();
    await sync();
    expect((await shownInOdoo(id)).variants).toEqual(['- Taille: S', '- Taille: M', 'TS-L Taille: L']);
    expect(await shownHere(await headHere())).toHaveLength(3);
    await idle();
    await inOdoo((env) =>
      env
        .model('product.attribute.value')
        .with(ALL)
        .write([small ?? 0], { active: true }),
    );
    await idle();
  });

  test.each(['17.0', '19.0'])(
    'beside the only variant there is never becomes that variant (Odoo %s)',
    async (version) => {
      await open(version);
      const id = await inOdoo((env) => {
        const made = template(env, 'Table', [line(attribute(env, 'Bois', ['Chêne', 'Hêtre'], 'dynamic'))]);
        const [oak = 0] = env.model('product.template.attribute.value').search([], { order: 'id' });
        env.model('product.product').create({
          product_tmpl_id: made,
          default_code: 'T-OAK',
          product_template_attribute_value_ids: [[6, 0, [oak]]],
        });
        return made;
      });
      await join();
      await sync();
      const head = await headHere();
      await createProduct(ctx(), { parent_id: head, attributes: { Bois: 'Hêtre' }, sku: 'T-BEECH' });
      await createProduct(ctx(), { parent_id: head, attributes: { Bois: 'Pin' }, sku: 'T-PINE' });
      await sync();
      await sync();
      const variants = ['T-OAK Bois: Chêne', 'T-BEECH Bois: Hêtre', 'T-PINE Bois: Pin'];
      expect((await shownInOdoo(id)).variants.toSorted()).toEqual(variants.toSorted());
      expect((await shownHere(head)).toSorted()).toEqual([
        'T-BEECH {"Bois":"Hêtre"}',
        'T-OAK {"Bois":"Chêne"}',
        'T-PINE {"Bois":"Pin"}',
      ]);
      expect(await openErrors()).toEqual([]);
      await idle();
    },
  );

  test('joins the template’s own line, also when its attribute was archived, and makes no other', async () => {
    await open('18.0');
    const id = await inOdoo((env) => {
      const size = attribute(env, 'Taille', ['S', 'M']);
      const made = template(env, 'T-shirt', [line(size)]);
      env.model('product.attribute').write([size.id], { active: false });
      return made;
    });
    await join();
    await sync();
    await createProduct(ctx(), { parent_id: await headHere(), attributes: { Taille: 'L' }, sku: 'TS-L' });
    await sync();
    await sync();
    expect((await shownInOdoo(id)).variants).toEqual(['- Taille: S', '- Taille: M', 'TS-L Taille: L']);
    expect(await inOdoo((env) => env.model('product.attribute').with(ALL).search([]).length)).toBe(1);
    expect(await openErrors()).toEqual([]);
    await idle();
  });

  test('under the name that Odoo’s value had until a moment ago is that value', async () => {
    await open('17.0');
    const [id, red] = await inOdoo((env) => {
      const colour = attribute(env, 'Couleur', ['Rouge', 'Bleu']);
      const made = template(env, 'T-shirt', [line(colour), line(attribute(env, 'Taille', ['S', 'M']))]);
      return [made, colour.values[0]];
    });
    await join();
    await sync();
    await inOdoo((env) => env.model('product.attribute.value').write([red ?? 0], { name: 'Rouge vif' }));
    await createProduct(ctx(), {
      parent_id: await headHere(),
      attributes: { Couleur: 'Rouge', Taille: 'L' },
    });
    await sync();
    await sync();
    expect((await shownInOdoo(id)).lines).toEqual(['Rouge vif/Bleu', 'S/M/L']);
    expect((await shownHere(await headHere())).at(-1)).toBe('- {"Couleur":"Rouge vif","Taille":"L"}');
    await idle();
  });

  test('that several values of the attribute are called is refused by name', async () => {
    await open();
    await inOdoo((env) => {
      const size = attribute(env, 'Taille', ['S', 'M', 'L', 'L']);
      return template(env, 'T-shirt', [line({ id: size.id, values: size.values.slice(0, 2) })]);
    });
    await join();
    await sync();
    await createProduct(ctx(), { parent_id: await headHere(), attributes: { Taille: 'L' } });
    await sync();
    expect(await openErrors()).toEqual([
      { code: 'value_ambiguous', params: { attribute: 'Taille', value: 'L' } },
    ]);
    // Told as failed, not as sent.
    await idle();
  });

  test('for a new product, when several attributes have the name: the one that has the values, else refused', async () => {
    await open();
    await inOdoo((env) => {
      attribute(env, 'Taille', ['38', '39']);
      attribute(env, 'Taille', ['S', 'M']);
    });
    await join();
    await createProduct(ctx(), {
      title: 'Chemise',
      variants: [{ attributes: { Taille: 'S' } }, { attributes: { Taille: 'M' } }],
    });
    await createProduct(ctx(), {
      title: 'Gant',
      variants: [{ attributes: { Taille: '7' } }, { attributes: { Taille: '8' } }],
    });
    await sync();
    const names = await inOdoo((env) =>
      env
        .model('product.attribute')
        .search([])
        .map((id) => env.model('product.attribute').text(id, 'name')),
    );
    expect(names.filter((name) => name === 'Taille')).toHaveLength(2);
    expect(await openErrors()).toEqual([{ code: 'attribute_ambiguous', params: { attribute: 'Taille' } }]);
  });

  test('that leaves one of Odoo’s lines open is asked about, and refused before anything is sent', async () => {
    await open();
    const id = await inOdoo((env) => template(env, 'T-shirt', [line(attribute(env, 'Taille', ['S', 'M']))]));
    await join();
    await sync();
    await createProduct(ctx(), { parent_id: await headHere(), attributes: { Taille: 'L' } });
    await inOdoo((env) =>
      env
        .model('product.template')
        .write([id], { attribute_line_ids: [line(attribute(env, 'Coupe', ['Droite', 'Cintrée']))] }),
    );
    await sync();
    expect((await questions()).map(({ candidates }) => candidates?.length)).toEqual([4]);
    const [asked] = await questions();
    await resolveConflicts(ctx(), { ids: [asked?.id ?? ''], choice: 'products_manager' });
    await sync();
    expect((await shownInOdoo(id)).lines).toEqual(['S/M', 'Droite/Cintrée']);
    expect(await openErrors()).toMatchObject([
      { code: 'combination_incomplete', params: { attribute: 'Coupe' } },
    ]);
  });

  test.each(['18.0', '20.0'])(
    'of an attribute that was taken off in Odoo meanwhile does not become a sister’s there (Odoo %s)',
    async (version) => {
      await open(version);
      await join();
      const head = (
        await createProduct(ctx(), { title: 'Bol', variants: [{ attributes: { Couleur: 'Rouge' } }] })
      ).id;
      await sync();
      await createProduct(ctx(), { parent_id: head, attributes: { Couleur: 'Bleu' }, sku: 'B-BLUE' });
      await createProduct(ctx(), { parent_id: head, attributes: { Couleur: 'Vert' }, sku: 'B-GREEN' });
      await inOdoo((env) => {
        const lines = env.model('product.template.attribute.line');
        lines.unlink(lines.search([]));
      });
      await sync();
      await sync();
      expect(await shownHere(head)).toEqual([
        '- {}',
        'B-BLUE {"Couleur":"Bleu"}',
        'B-GREEN {"Couleur":"Vert"}',
      ]);
      expect(await inOdoo((env) => env.model('product.template.attribute.line').search([]).length)).toBe(0);
      expect(await openErrors()).toEqual([
        {
          code: 'attribute_beyond_sisters',
          params: { attribute: 'Couleur', variant: 'Couleur: Bleu ; Couleur: Vert' },
        },
      ]);
    },
  );
});
