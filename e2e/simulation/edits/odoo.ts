import { prepareImages } from '@/e2e/odoo/models/image-processing';
import { Env } from '@/e2e/odoo/orm/env';
import type { Vals } from '@/e2e/odoo/orm/values';
import { picture } from '../picture';
import type { World } from '../world';
import { EDITS_OF_VALUES } from './attributes-odoo';
import { ALL, anyInOdoo, type Edit, inOdoo } from './edit';
import { EDITS_OF_LINES } from './lines-odoo';

const money = (n: number) => 10 + (n % 90) + (n % 100) / 100;

/** Writes as a person in Odoo does, and remembers the typed values under our names for them. */
function write(
  world: World,
  env: Env,
  model: string,
  id: number,
  vals: Vals,
  typed: Readonly<Record<string, string>>,
): string {
  env.model(model).with(ALL).write([id], vals);
  for (const [field, value] of Object.entries(typed))
    world.journal.typed({ side: 'odoo', record: `${model},${id}`, field, value });
  return `odoo: ${model},${id} ${JSON.stringify(vals)}`;
}

/** Most things in a shop lie on a shelf. */
function goods({ dice }: World, env: Env): Vals {
  if (dice.hit(0.25)) return {};
  return env.caps.version >= 18 ? { is_storable: true } : { type: 'product' };
}

const createSimple: Edit = (world, n) =>
  inOdoo(world, (env) => {
    const id = env.model('product.template').create({
      ...goods(world, env),
      name: `Odoo ${n}`,
      default_code: `O-${n}`,
      list_price: money(n),
      standard_price: money(n + 3),
      description_sale: `Texte ${n}`,
    });
    return `odoo: template ${id} "Odoo ${n}"`;
  });

/** Reuses the attribute and the values of that name, as a person picks them from the list. */
function lineOf(env: Env, attribute: string, values: readonly string[]): Vals {
  const attributes = env.model('product.attribute');
  const attributeId =
    attributes.search([['name', '=', attribute]])[0] ?? attributes.create({ name: attribute });
  const known = env.model('product.attribute.value');
  const valueIds = values.map(
    (name) =>
      known.search([
        ['attribute_id', '=', attributeId],
        ['name', '=ilike', name],
      ])[0] ?? known.create({ name, attribute_id: attributeId }),
  );
  return { attribute_id: attributeId, value_ids: [[6, 0, valueIds]] };
}

const createFamily: Edit = (world, n) =>
  inOdoo(world, (env) => {
    const id = env.model('product.template').create({
      ...goods(world, env),
      name: `Gamme ${n}`,
      list_price: money(n),
      attribute_line_ids: [
        [0, 0, lineOf(env, 'Couleur', ['Rouge', 'ÉCRU', 'Vert'])],
        ...(world.dice.hit(0.4) ? [[0, 0, lineOf(env, 'Taille', ['S', 'L'])]] : []),
      ],
    });
    return `odoo: family ${id} "Gamme ${n}"`;
  });

const editTemplate: Edit = (world, n) =>
  inOdoo(world, (env) => {
    const id = anyInOdoo(world, env, 'product.template', []);
    if (id === undefined) return null;
    return world.dice.pick([
      () => write(world, env, 'product.template', id, { name: `Nom Odoo ${n}` }, { title: `Nom Odoo ${n}` }),
      () =>
        write(
          world,
          env,
          'product.template',
          id,
          { description_sale: `Odoo dit ${n}` },
          { description: `Odoo dit ${n}` },
        ),
      () => write(world, env, 'product.template', id, { list_price: money(n) }, {}),
    ])();
  });

const editVariant: Edit = (world, n) =>
  inOdoo(world, (env) => {
    const id = anyInOdoo(world, env, 'product.product', []);
    if (id === undefined) return null;
    const cost = money(n);
    const ownPrice = () => write(world, env, 'product.product', id, { lst_price: money(n + 7) }, {});
    return world.dice.pick([
      // Where a variant's price is stored, a person may type over it.
      ...(env.caps.version >= 19.4 ? [ownPrice] : []),
      () => write(world, env, 'product.product', id, { default_code: `S-odoo-${n}` }, { sku: `S-odoo-${n}` }),
      () =>
        write(
          world,
          env,
          'product.product',
          id,
          { barcode: `40000${String(n).padStart(8, '0')}` },
          { ean: `40000${String(n).padStart(8, '0')}` },
        ),
      () => write(world, env, 'product.product', id, { standard_price: cost }, { cost_price: String(cost) }),
    ])();
  });

const addValue: Edit = (world, n) =>
  inOdoo(world, (env) => {
    const lineId = anyInOdoo(world, env, 'product.template.attribute.line', [
      ['product_tmpl_id.active', '=', true],
    ]);
    if (lineId === undefined) return null;
    const lines = env.model('product.template.attribute.line');
    const attribute = env.model('product.attribute').text(lines.one(lineId, 'attribute_id') ?? 0, 'name');
    const { value_ids } = lineOf(env, attribute, [`Ton ${n}`]);
    const [[, , ids]] = value_ids as [[number, number, number[]]];
    env.model('product.template').write([lines.one(lineId, 'product_tmpl_id') ?? 0], {
      attribute_line_ids: [[1, lineId, { value_ids: ids.map((id) => [4, id]) }]],
    });
    return `odoo: value "Ton ${n}" on line ${lineId}`;
  });

const renameValue: Edit = (world, n) =>
  inOdoo(world, (env) => {
    const id = anyInOdoo(world, env, 'product.attribute.value', []);
    if (id === undefined) return null;
    env.model('product.attribute.value').write([id], { name: `Valeur ${n}` });
    return `odoo: attribute value ${id} is now "Valeur ${n}"`;
  });

/** Odoo deletes the variants of a value that goes, or archives those that are in use. */
const removeValue: Edit = (world) =>
  inOdoo(world, (env) => {
    const lines = env.model('product.template.attribute.line');
    const wide = lines
      .search([['product_tmpl_id.active', '=', true]], { order: 'id' })
      .filter((id) => lines.many(id, 'value_ids').length > 1);
    if (wide.length === 0) return null;
    const line = world.dice.pick(wide);
    const value = world.dice.pick(lines.many(line, 'value_ids'));
    env.model('product.template').write([lines.one(line, 'product_tmpl_id') ?? 0], {
      attribute_line_ids: [[1, line, { value_ids: [[3, value]] }]],
    });
    return `odoo: value ${value} off line ${line}`;
  });

const priceExtra: Edit = (world, n) =>
  inOdoo(world, (env) => {
    const id = anyInOdoo(world, env, 'product.template.attribute.value', [['ptav_active', '=', true]]);
    if (id === undefined) return null;
    env.model('product.template.attribute.value').write([id], { price_extra: n % 5 });
    return `odoo: ${n % 5} more for product.template.attribute.value,${id}`;
  });

const removeVariant: Edit = (world) =>
  inOdoo(world, (env) => {
    const id = anyInOdoo(world, env, 'product.product', [
      ['product_template_attribute_value_ids', '!=', false],
    ]);
    if (id === undefined) return null;
    env.model('product.product').unlink([id]);
    return `odoo: unlink product.product,${id}`;
  });

const archive: Edit = (world) =>
  inOdoo(world, (env) => {
    const model = world.dice.pick(['product.template', 'product.template', 'product.product']);
    const id = anyInOdoo(world, env, model, []);
    if (id === undefined) return null;
    env.model(model).write([id], { active: false });
    return `odoo: archive ${model},${id}`;
  });

const restore: Edit = (world) =>
  inOdoo(world, (env) => {
    const id = anyInOdoo(world, env, 'product.template', [['active', '=', false]]);
    if (id === undefined) return null;
    env.model('product.template').write([id], { active: true });
    return `odoo: restore product.template,${id}`;
  });

const remove: Edit = (world) =>
  inOdoo(world, (env) => {
    const id = anyInOdoo(world, env, 'product.template', []);
    if (id === undefined) return null;
    env.model('product.template').unlink([id]);
    return `odoo: unlink product.template,${id}`;
  });

const shelve: Edit = (world, n) =>
  inOdoo(world, (env) => {
    const shelves = env.model('product.category');
    const own = anyInOdoo(world, env, 'product.category', [['name', 'ilike', 'ra']]);
    if (own === undefined || world.dice.hit(0.4)) {
      const parent =
        own !== undefined && world.dice.hit(0.5) ? own : (shelves.search([['name', '=', 'All']])[0] ?? false);
      return `odoo: category ${shelves.create({ name: `Rangée ${n}`, parent_id: parent })} "Rangée ${n}" under ${parent}`;
    }
    if (world.dice.hit(0.3)) {
      shelves.write([own], { name: `Rangée renommée ${n}` });
      return `odoo: rename category ${own} to "Rangée renommée ${n}"`;
    }
    const under = anyInOdoo(world, env, 'product.category', [['name', 'ilike', 'ra']]);
    if (world.dice.hit(0.3) && under !== own) {
      shelves.write([own], { parent_id: under });
      return `odoo: category ${own} moves under ${under}`;
    }
    const id = anyInOdoo(world, env, 'product.template', []);
    if (id === undefined) return null;
    env.model('product.template').write([id], { categ_id: own });
    return `odoo: product.template,${id} into category ${own}`;
  });

const pictures: Edit = async (world, n) => {
  const image = (await picture(100_000 + n)).toString('base64');
  const prepared = await prepareImages(world.odoo.db.caps, 'product.template', [{ image_1920: image }], {});
  return inOdoo(world, (env) => {
    const id = anyInOdoo(world, env, 'product.template', []);
    if (id === undefined) return null;
    const painter = new Env(env.db, env.tx, env.uid, env.context, env.su, prepared);
    painter.model('product.template').write([id], { image_1920: world.dice.hit(0.2) ? false : image });
    return `odoo: image of product.template,${id}`;
  });
};

/** What happens in a second Odoo: its categories are its own. */
export const EDITS_ABROAD: readonly Edit[] = [
  createSimple,
  createFamily,
  editTemplate,
  editTemplate,
  editVariant,
  addValue,
  archive,
  restore,
];

export const EDITS_IN_ODOO: readonly Edit[] = [
  createSimple,
  createFamily,
  editTemplate,
  editTemplate,
  editTemplate,
  editVariant,
  editVariant,
  addValue,
  renameValue,
  removeValue,
  ...EDITS_OF_VALUES,
  ...EDITS_OF_LINES,
  priceExtra,
  removeVariant,
  archive,
  restore,
  remove,
  shelve,
  shelve,
  pictures,
];
