import type { Env } from '@/e2e/odoo/orm/env';
import type { World } from '../world';
import { ALL, anyInOdoo, type Edit, inOdoo } from './edit';

/** Names that nobody here types, so that having them twice is no question to a person. */
const TWICE = ['Vert', 'L'];

/** An attribute line of a live template. */
const anyLine = (world: World, env: Env) =>
  anyInOdoo(world, env, 'product.template.attribute.line', [['product_tmpl_id.active', '=', true]]);

function addLine(env: Env, template: number, attribute: number, values: readonly number[]): void {
  env.model('product.template').write([template], {
    attribute_line_ids: [[0, 0, { attribute_id: attribute, value_ids: [[6, 0, [...values]]] }]],
  });
}

/** Or brings an archived one back; values can be archived since 18. */
const archiveValue: Edit = (world) =>
  inOdoo(world, (env) => {
    if (env.caps.version < 18) return null;
    const values = env.model('product.attribute.value').with(ALL);
    const id = anyInOdoo(world, env, 'product.attribute.value', [], ALL);
    if (id === undefined) return null;
    const active = !values.flag(id, 'active');
    values.write([id], { active });
    return `odoo: attribute value ${id} ${active ? 'is back' : 'archived'}`;
  });

/** A second value of the same name beside the first; until 17 Odoo refuses that. */
const doubleValue: Edit = (world) =>
  inOdoo(world, (env) => {
    const line = anyLine(world, env);
    if (env.caps.version < 18 || line === undefined) return null;
    const lines = env.model('product.template.attribute.line');
    const values = env.model('product.attribute.value');
    const twin = lines.many(line, 'value_ids').find((id) => TWICE.includes(values.text(id, 'name')));
    if (twin === undefined) return null;
    const attribute = lines.one(line, 'attribute_id') ?? 0;
    const double = values.create({ name: values.text(twin, 'name'), attribute_id: attribute });
    lines.with(ALL).write([line], { value_ids: [[4, double]] });
    return `odoo: value ${double} on line ${line} is called as ${twin}`;
  });

/** A line of one value that tells nothing; the second one of a template has another attribute of the same name. */
const singleValueLine: Edit = (world, n) =>
  inOdoo(world, (env) => {
    const line = anyLine(world, env);
    if (line === undefined) return null;
    const template = env.model('product.template.attribute.line').one(line, 'product_tmpl_id') ?? 0;
    const attribute = env.model('product.attribute').create({ name: 'Matière' });
    const value = env
      .model('product.attribute.value')
      .create({ name: `Tissu ${n}`, attribute_id: attribute });
    addLine(env, template, attribute, [value]);
    return `odoo: "Matière" ${attribute} with one value on template ${template}`;
  });

/** The same attribute once more on the same template. */
const secondLine: Edit = (world) =>
  inOdoo(world, (env) => {
    const line = anyLine(world, env);
    if (line === undefined) return null;
    const lines = env.model('product.template.attribute.line');
    const [value] = lines.many(line, 'value_ids');
    const template = lines.one(line, 'product_tmpl_id') ?? 0;
    if (value === undefined) return null;
    addLine(env, template, lines.one(line, 'attribute_id') ?? 0, [value]);
    return `odoo: attribute of line ${line} once more on template ${template}`;
  });

export const EDITS_OF_VALUES: readonly Edit[] = [archiveValue, doubleValue, singleValueLine, secondLine];
