import { and, eq } from 'drizzle-orm';
import { links } from '@/db/schema/links';
import type { Env } from '@/e2e/odoo/orm/env';
import { createProduct } from '@/lib/catalogue/products/create-product';
import type { World } from '../world';
import { ALL, anyHere, anyInOdoo, type Edit, inOdoo } from './edit';

const LINE = 'product.template.attribute.line';
const onLive = [['product_tmpl_id.active', '=', true]];

/** Its variants go with it, or are archived where something needs them; a template's last line leaves one variant. */
const dropLine: Edit = (world) =>
  inOdoo(world, (env) => {
    const id = anyInOdoo(world, env, LINE, onLive);
    if (id === undefined) return null;
    const template = env.model(LINE).one(id, 'product_tmpl_id') ?? 0;
    env.model('product.template').write([template], { attribute_line_ids: [[2, id, 0]] });
    return `odoo: line ${id} off template ${template}`;
  });

/** An attribute that a template had, with what it had of it: Odoo wakes the line and the variants it still knows. */
const readdLine: Edit = (world) =>
  inOdoo(world, (env) => {
    const ptavs = env.model('product.template.attribute.value').with(ALL);
    const gone = ptavs
      .search([['ptav_active', '=', false]], { order: 'id' })
      .filter((id) => env.model('product.template').flag(ptavs.one(id, 'product_tmpl_id') ?? 0, 'active'));
    if (gone.length === 0) return addLine(world, env);
    const one = world.dice.pick(gone);
    const template = ptavs.one(one, 'product_tmpl_id') ?? 0;
    const attribute = ptavs.one(one, 'attribute_id') ?? 0;
    const has = env.model(LINE).search([
      ['product_tmpl_id', '=', template],
      ['attribute_id', '=', attribute],
    ]);
    if (has.length > 0) return null;
    const values = gone
      .filter(
        (id) => ptavs.one(id, 'product_tmpl_id') === template && ptavs.one(id, 'attribute_id') === attribute,
      )
      .map((id) => ptavs.one(id, 'product_attribute_value_id') ?? 0);
    return putOn(env, template, attribute, values);
  });

/** An attribute of another product for one that does not have it. */
function addLine(world: World, env: Env): string | null {
  const template = anyInOdoo(world, env, 'product.template', []);
  const line = anyInOdoo(world, env, LINE, onLive);
  if (template === undefined || line === undefined) return null;
  const attribute = env.model(LINE).one(line, 'attribute_id') ?? 0;
  const taken = env.model(LINE).search([['product_tmpl_id', '=', template]]);
  if (taken.length > 1 || taken.some((id) => env.model(LINE).one(id, 'attribute_id') === attribute))
    return null;
  return putOn(env, template, attribute, env.model(LINE).many(line, 'value_ids').slice(0, 2));
}

function putOn(env: Env, template: number, attribute: number, values: readonly number[]): string {
  env.model('product.template').write([template], {
    attribute_line_ids: [[0, 0, { attribute_id: attribute, value_ids: [[6, 0, [...new Set(values)]]] }]],
  });
  return `odoo: attribute ${attribute} with ${values.join(', ')} on template ${template}`;
}

/** Both sides divide one product into variants between two runs, into sizes that are not all the same. */
const divideBoth: Edit = async (world, n) => {
  const row = await anyHere(world, 'simple');
  if (!row) return null;
  const [link] = await world.runtime.db
    .select()
    .from(links)
    .where(
      and(eq(links.localId, row.id), eq(links.kind, 'product'), eq(links.integrationId, world.integrationId)),
    );
  if (!link) return null;
  const divided = await inOdoo(world, (env) => {
    const template = env.model('product.template');
    if (template.search([['id', '=', link.odooId]]).length === 0) return null;
    if (env.model(LINE).search([['product_tmpl_id', '=', link.odooId]]).length > 0) return null;
    const attributes = env.model('product.attribute');
    const size = attributes.search([['name', '=', 'Taille']])[0] ?? attributes.create({ name: 'Taille' });
    const known = env.model('product.attribute.value');
    const values = world.dice.pick([['M', 'L'], ['S', 'M'], ['XL']]).map(
      (name) =>
        known.search([
          ['attribute_id', '=', size],
          ['name', '=', name],
        ])[0] ?? known.create({ name, attribute_id: size }),
    );
    return putOn(env, link.odooId, size, values);
  });
  if (divided === null) return null;
  const sizes = world.dice.pick([['S', 'M'], ['M'], ['S', 'L']]);
  for (const size of sizes) {
    const { id } = await createProduct(world.runtime.ctx, {
      parent_id: row.id,
      attributes: { Taille: size },
      sku: `D-${n}-${size}`,
    });
    if (size === sizes[0]) world.ledger.handedOver(row.id, id);
  }
  return `both: ${divided}; here ${sizes.join(', ')} of ${row.id}`;
};

export const EDITS_OF_LINES: readonly Edit[] = [dropLine, readdLine, divideBoth];
