import { and, asc, eq, isNull } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { conflicts, links, runChanges, syncErrors } from '@/db/schema/sync';
import type { Env } from '@/e2e/odoo/orm/env';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { deleteProduct } from '@/lib/catalogue/products/delete-product';
import { restoreProduct } from '@/lib/catalogue/products/restore-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { resolveConflicts } from '@/lib/sync/history/resolve-conflicts';
import { openStage, type Run, type Stage } from './stage';

let stage: Stage;
let odoo: RunningOdoo;
let integration: string;
afterEach(() => stage.close());

const ALL = { active_test: false };

async function open(version = '18.0') {
  stage = await openStage();
  odoo = await stage.odoo({ version });
}

const ctx = () => stage.runtime.ctx;
const inOdoo = <T>(work: (env: Env) => T) => odoo.as('admin', work);

async function sync(request: Parameters<Stage['run']>[1] = {}): Promise<Run> {
  const run = await stage.run(integration, request);
  expect(run.error).toBeNull();
  return run;
}

/** A full run that finds nothing to do on either side. */
async function idle(): Promise<void> {
  const before = odoo.log.length;
  const run = await sync({ mode: 'full' });
  expect(await stage.runtime.db.select().from(runChanges).where(eq(runChanges.runId, run.id))).toEqual([]);
  const writes = odoo.log
    .slice(before)
    .filter((call) => ['create', 'write', 'unlink', 'load'].includes(call.method));
  expect(writes).toEqual([]);
}

/** An attribute of its own each time, with its values. */
function attribute(env: Env, name: string, values: readonly string[], mode = 'always') {
  const id = env.model('product.attribute').create({ name, create_variant: mode });
  return {
    id,
    values: values.map((value) =>
      env.model('product.attribute.value').create({ name: value, attribute_id: id }),
    ),
  };
}

const line = ({ id, values }: { id: number; values: readonly number[] }) => [
  0,
  0,
  { attribute_id: id, value_ids: [[6, 0, [...values]]] },
];

function template(env: Env, name: string, lines: readonly ReturnType<typeof line>[], vals = {}): number {
  return env
    .model('product.template')
    .create({ name, list_price: 10, attribute_line_ids: [...lines], ...vals });
}

const variantsOf = (env: Env, id: number) =>
  env
    .model('product.product')
    .with(ALL)
    .search([['product_tmpl_id', '=', id]], { order: 'id' });

/** Gives a template's variants their codes, in their order. */
function code(env: Env, id: number, codes: readonly string[]): number[] {
  const variants = variantsOf(env, id);
  for (const [n, sku] of codes.entries())
    env.model('product.product').write([variants[n] ?? 0], { default_code: sku });
  return variants;
}

/** `TS-R Color: Red`, by variant id, archived ones marked; what each line offers. */
const shownInOdoo = (id: number) =>
  inOdoo((env) => {
    const variants = env.model('product.product').with(ALL);
    const ptavs = env.model('product.template.attribute.value').with(ALL);
    const lines = env.model('product.template.attribute.line').with(ALL);
    return {
      variants: variantsOf(env, id).map((variant) =>
        [
          variants.text(variant, 'default_code') || '-',
          variants
            .many(variant, 'product_template_attribute_value_ids')
            .map((ptav) => ptavs.displayName(ptav))
            .join(', '),
          ...(variants.flag(variant, 'active') ? [] : ['archived']),
        ].join(' '),
      ),
      lines: lines
        .search(
          [
            ['product_tmpl_id', '=', id],
            ['active', '=', true],
          ],
          { order: 'id' },
        )
        .map((one) =>
          lines
            .many(one, 'value_ids')
            .map((value) => env.model('product.attribute.value').text(value, 'name'))
            .join('/'),
        ),
    };
  });

/** `TS-R {"Color":"Red"}` of the live variants here. */
async function shownHere(headId: string): Promise<string[]> {
  const rows = await stage.runtime.db
    .select()
    .from(products)
    .where(and(eq(products.parentId, headId), isNull(products.deletedAt)))
    .orderBy(asc(products.position));
  return rows.map(({ sku, attributes }) => {
    const sorted = Object.entries(attributes).toSorted(([one], [other]) => one.localeCompare(other));
    return `${sku ?? '-'} ${JSON.stringify(Object.fromEntries(sorted))}`;
  });
}

const headHere = async () => {
  const [head] = await stage.runtime.db.select().from(products).where(isNull(products.parentId));
  return head?.id ?? '';
};
const rowHere = async (sku: string) => {
  const [row] = await stage.runtime.db.select().from(products).where(eq(products.sku, sku));
  return row?.id ?? '';
};
const tieOf = async (localId: string) => {
  const [link] = await stage.runtime.db
    .select()
    .from(links)
    .where(and(eq(links.kind, 'variant'), eq(links.localId, localId)));
  return link?.odooId;
};
const questions = () =>
  stage.runtime.db
    .select()
    .from(conflicts)
    .where(and(eq(conflicts.reason, 'several_candidates'), eq(conflicts.status, 'open')))
    .orderBy(conflicts.id);
const openErrors = async () =>
  (await stage.runtime.db.select().from(syncErrors).where(eq(syncErrors.status, 'open'))).map(
    ({ code: name, params }) => ({ code: name, params }),
  );

const family = (variants: readonly { attributes: Record<string, string>; sku?: string }[]) =>
  createProduct(ctx(), { title: 'T-shirt', price: '10.00', variants: [...variants] });

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
    integration = await stage.join(odoo);
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
    integration = await stage.join(odoo);
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
    integration = await stage.join(odoo);
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
    integration = await stage.join(odoo);
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

  test.each(['14.0', '19.0'])('variants here meet a template without any (Odoo %s)', async (version) => {
    await open(version);
    const [id, only] = await inOdoo((env) => {
      const made = template(env, 'T-shirt', [line(attribute(env, 'Marque', ['Acme']))]);
      return [made, code(env, made, ['TS-M'])[0]];
    });
    const here = await family([
      { attributes: { Taille: 'S' }, sku: 'TS-S' },
      { attributes: { Taille: 'M' }, sku: 'TS-M' },
    ]);
    integration = await stage.join(odoo, { conflict_policy: 'odoo' });
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
  });

  test('a product without variants here meets a template that has some', async () => {
    await open();
    const [id, ids] = await inOdoo((env) => {
      const made = template(env, 'T-shirt', [line(attribute(env, 'Taille', ['S', 'M']))]);
      return [made, code(env, made, ['TS-S', 'TS-M'])];
    });
    const { id: head } = await createProduct(ctx(), { title: 'T-shirt', sku: 'TS-M', cost_price: '4.00' });
    integration = await stage.join(odoo);
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

describe('a value added here', () => {
  test.each(['14.0', '19.0'])(
    'joins the template’s own line, not an attribute of the same name (Odoo %s)',
    async (version) => {
      await open(version);
      const id = await inOdoo((env) => {
        attribute(env, 'Taille', ['38', '39', 'L']);
        return template(env, 'T-shirt', [line(attribute(env, 'Taille', ['S', 'M']))]);
      });
      integration = await stage.join(odoo);
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

  test.each(['18.0', '19.0'])('takes no archived value away (Odoo %s)', async (version) => {
    await open(version);
    const [id, small] = await inOdoo((env) => {
      const size = attribute(env, 'Taille', ['S', 'M']);
      const made = template(env, 'T-shirt', [line(size)]);
      return [made, size.values[0]];
    });
    integration = await stage.join(odoo);
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

  test('under the name that Odoo’s value had until a moment ago is that value', async () => {
    await open('17.0');
    const [id, red] = await inOdoo((env) => {
      const colour = attribute(env, 'Couleur', ['Rouge', 'Bleu']);
      const made = template(env, 'T-shirt', [line(colour), line(attribute(env, 'Taille', ['S', 'M']))]);
      return [made, colour.values[0]];
    });
    integration = await stage.join(odoo);
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
    integration = await stage.join(odoo);
    await sync();
    await createProduct(ctx(), { parent_id: await headHere(), attributes: { Taille: 'L' } });
    await sync();
    expect(await openErrors()).toEqual([
      { code: 'value_ambiguous', params: { attribute: 'Taille', value: 'L' } },
    ]);
  });

  test('for a new product, when several attributes have the name: the one that has the values, else refused', async () => {
    await open();
    await inOdoo((env) => {
      attribute(env, 'Taille', ['38', '39']);
      attribute(env, 'Taille', ['S', 'M']);
    });
    integration = await stage.join(odoo);
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
    integration = await stage.join(odoo);
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
});

describe('names that Odoo has twice', () => {
  test.each(['14.0', '19.0'])(
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
      integration = await stage.join(odoo);
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

  test.each(['18.0', '19.0'])(
    'a value doubled, renamed to another’s name, and its attribute renamed (Odoo %s)',
    async (version) => {
      await open(version);
      const [id, size] = await inOdoo((env) => {
        const made = attribute(env, 'Taille', ['S', 'M', 'L']);
        return [template(env, 'T-shirt', [line(made)]), made];
      });
      integration = await stage.join(odoo);
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
  integration = await stage.join(odoo);
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

test.each(['17.0', '19.0'])(
  'two products brought back at once, of which Odoo half woke one: no variant sleeps on (Odoo %s)',
  async (version) => {
    await open(version);
    const [half, whole, size, small] = await inOdoo((env) => {
      const made = attribute(env, 'Taille', ['S', 'M', 'L']);
      const goods = env.caps.version >= 18 ? { is_storable: true } : { type: 'product' };
      const one = template(env, 'Chemise', [line(made)], goods);
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
    integration = await stage.join(odoo);
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
  integration = await stage.join(odoo);
  await sync();
  await stage.runtime.db.update(links).set({ memo: {} });
  await idle();
  const tied = await stage.runtime.db.select().from(links).where(eq(links.kind, 'variant'));
  expect(tied.map(({ memo }) => memo.combination)).toEqual([
    [{ name: 'Taille', value: 'S', ptav: expect.any(Number) }],
    [{ name: 'Taille', value: 'M', ptav: expect.any(Number) }],
  ]);
});
