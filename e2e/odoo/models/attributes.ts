import { savepoint } from '../orm/change';
import type { Env } from '../orm/env';
import { userError, validationError } from '../orm/faults';
import type { Model } from '../orm/model';
import type { ModelSpec, Operation } from '../orm/model-spec';
import { plain, type Vals } from '../orm/values';
import { touchTemplates } from './shared-fields';
import { templatesChanged } from './variant-generation';

/** Who may change attributes and their values (FACTS.md A, Rights). */
function attributeAccess(env: Env, op: Operation): true | readonly string[] {
  if (op === 'read') return true;
  const groups = ['Inventory/Administrator', 'Sales/Administrator'];
  if (env.caps.version >= 19) return ['Inventory/Administrator', 'Products/Create'];
  return env.caps.version === 18
    ? [...groups, 'Extra Rights/Product Creation']
    : ['Administration/Settings', ...groups];
}

/** Names of the products whose lines use an attribute (or one of its values). */
function productsUsing(env: Env, field: 'attribute_id' | 'value_ids', id: number): string[] {
  const lines = env.sudo().with({ active_test: false }).model('product.template.attribute.line');
  const templates = lines
    .search([
      [field, '=', id],
      ['active', '=', true],
    ])
    .map((line) => Number(lines.row(line)?.product_tmpl_id));
  return [...new Set(templates)].map((template) =>
    env.sudo().model('product.template').displayName(template),
  );
}

function checkValueNames(model: Model, ids: readonly number[]): void {
  const { version } = model.env.caps;
  if (version >= 18) return;
  for (const id of ids) {
    const row = model.row(id);
    const twins = [...model.table.where('attribute_id', row?.attribute_id ?? false)].filter(
      (other) => other !== id && model.row(other)?.name === row?.name,
    );
    if (twins.length === 0) continue;
    if (version <= 15) throw validationError('product_attribute_value_value_company_uniq');
    throw validationError(
      'The operation cannot be completed: You cannot create two values with the same name for the same attribute.',
    );
  }
}

/** What follows the list of products when a value in use is deleted. */
const VALUE_TAILS: Partial<Record<number, string>> = {
  14: '\nIf the value has been associated to a product in the past, you will not be able to delete it.',
  16: '\n If the value has been associated to a product in the past, you will not be able to delete it.',
  17: '\n If the value has been associated to a product in the past, you will not be able to delete it.',
};

export const attributeModels: readonly ModelSpec[] = [
  {
    name: 'product.attribute',
    label: () => 'Product Attribute',
    order: 'sequence, id',
    access: attributeAccess,
    defaults: (env) => ({
      create_variant: 'always',
      display_type: 'radio',
      ...(env.caps.version >= 17 ? { sequence: 20 } : {}),
    }),
    compute: {
      is_used_on_products: (model, id) => productsUsing(model.env, 'attribute_id', id).length > 0,
      number_related_products: (model, id) => productsUsing(model.env, 'attribute_id', id).length,
    },
    write: (model, ids, vals, next) => {
      if ('create_variant' in vals) {
        for (const id of ids) {
          const used = productsUsing(model.env, 'attribute_id', id);
          if (used.length > 0 && vals.create_variant !== model.row(id)?.create_variant) {
            throw userError(
              `You cannot change the Variants Creation Mode of the attribute ${model.displayName(id)} because it is used on the following products:\n${used.join(', ')}`,
            );
          }
        }
      }
      next(ids, vals);
    },
    unlink: (model, ids, next) => {
      for (const id of ids) {
        const used = productsUsing(model.env, 'attribute_id', id);
        if (used.length > 0) {
          throw userError(
            `You cannot delete the attribute ${model.displayName(id)} because it is used on the following products:\n${used.join(', ')}`,
          );
        }
      }
      const values = model.env.sudo().model('product.attribute.value');
      const gone = ids.flatMap((id) => [...values.table.where('attribute_id', id)]);
      next(ids);
      values.unlink(values.exists(gone));
    },
  },
  {
    name: 'product.attribute.value',
    label: () => 'Attribute Value',
    order: 'attribute_id, sequence, id',
    access: attributeAccess,
    displayName: (model, id) => {
      const attribute = model.one(id, 'attribute_id');
      const name = model.text(id, 'name');
      return attribute === undefined
        ? name
        : `${model.env.model('product.attribute').text(attribute, 'name')}: ${name}`;
    },
    compute: {
      is_used_on_products: (model, id) => productsUsing(model.env, 'value_ids', id).length > 0,
    },
    create: (model, list, next) => {
      const ids = next(list);
      checkValueNames(model, ids);
      return ids;
    },
    write: (model, ids, vals, next) => {
      savepoint(model, () => {
        next(ids, vals);
        if ('name' in vals) checkValueNames(model, ids);
      });
    },
    unlink: (model, ids, next) => {
      const tail = VALUE_TAILS[model.env.caps.version] ?? '';
      for (const id of ids) {
        const used = productsUsing(model.env, 'value_ids', id);
        if (used.length > 0) {
          throw userError(
            `You cannot delete the value ${model.displayName(id)} because it is used on the following products:\n${used.join(', ')}${tail}`,
          );
        }
      }
      next(ids);
    },
  },
  {
    name: 'product.template.attribute.value',
    label: () => 'Product Template Attribute Value',
    order: 'attribute_line_id, product_attribute_value_id, id',
    displayName: (model, id) => {
      const attribute = model.one(id, 'attribute_id');
      const name = model.text(id, 'name');
      return attribute === undefined
        ? name
        : `${model.env.model('product.attribute').text(attribute, 'name')}: ${name}`;
    },
    access: attributeAccess,
    compute: {
      name: (model, id) => {
        const value = model.one(id, 'product_attribute_value_id');
        return value === undefined ? false : model.env.model('product.attribute.value').get(value, 'name');
      },
      html_color: (model, id) => {
        const value = model.one(id, 'product_attribute_value_id');
        return value === undefined
          ? false
          : model.env.model('product.attribute.value').get(value, 'html_color');
      },
      is_custom: (model, id) => {
        const value = model.one(id, 'product_attribute_value_id');
        return value === undefined
          ? false
          : model.env.model('product.attribute.value').get(value, 'is_custom');
      },
    },
  },
  {
    name: 'product.template.attribute.line',
    label: () => 'Product Template Attribute Line',
    order: 'attribute_id, id',
    access: attributeAccess,
    displayName: (model, id) =>
      model.env.model('product.attribute').displayName(model.one(id, 'attribute_id') ?? 0),
    defaults: (env) => (env.caps.version >= 17 ? { sequence: 10 } : {}),
    compute: {
      value_count: (model, id) => model.many(id, 'value_ids').length,
    },
    create: (model, list, next) => {
      const woken = list.map((vals) => wake(model, vals));
      const made = next(list.filter((_, at) => woken[at] === undefined));
      const ids = [...woken.filter((id) => id !== undefined), ...made];
      for (const id of ids) forgetArchived(model, id);
      for (const id of ids) checkNotEmpty(model, id);
      changed(model, ids);
      return ids;
    },
    write: (model, ids, vals, next) => {
      savepoint(model, () => {
        next(ids, vals);
        if ('value_ids' in vals) for (const id of ids) forgetArchived(model, id);
        for (const id of ids) checkNotEmpty(model, id);
        if ('value_ids' in vals || 'active' in vals) changed(model, ids);
      });
    },
    unlink: (model, ids, next) => {
      const templates = templatesOf(model, ids);
      for (const id of ids) model.set(id, { value_ids: [] });
      templatesChanged(model.env, templates, { onlyValues: true });
      const values = model.env.db.table('product.template.attribute.value');
      const kept = ids.filter((id) => values.where('attribute_line_id', id).size > 0);
      for (const id of kept) model.set(id, { active: false });
      model.touch(kept);
      next(ids.filter((id) => !kept.includes(id)));
      templatesChanged(model.env, templates);
    },
  },
];

function templatesOf(model: Model, ids: readonly number[]): number[] {
  return [...new Set(ids.map((id) => Number(model.row(id)?.product_tmpl_id ?? 0)))].filter((id) => id > 0);
}

/**
 * An archived line of the same attribute comes back instead of a new one, with its values (seen on 17 and 19).
 * @returns its id, if there is one
 */
function wake(model: Model, vals: Vals): number | undefined {
  const lines = model.with({ active_test: false });
  const [asleep] = lines.search(
    [
      ['active', '=', false],
      ['product_tmpl_id', '=', plain(vals.product_tmpl_id) ?? 0],
      ['attribute_id', '=', plain(vals.attribute_id) ?? 0],
    ],
    { limit: 1 },
  );
  if (asleep === undefined) return undefined;
  const { product_tmpl_id, attribute_id, ...rest } = vals;
  model.with({ update_product_template_attribute_values: false }).write([asleep], { ...rest, active: true });
  return asleep;
}

/** Creating a template with lines waits until the template itself is complete. */
function changed(model: Model, ids: readonly number[]): void {
  if (model.env.context.update_product_template_attribute_values === false) return;
  const templates = templatesOf(model, ids);
  templatesChanged(model.env, templates);
  touchTemplates(model.env.sudo().model('product.template'), templates);
}

/**
 * Whoever writes values sees the active ones only: archived ones are taken away, or never join, unless the context says
 * otherwise. With `active_test: false` they stay, and one that is named joins (seen on 18 and 19).
 */
function forgetArchived(model: Model, line: number): void {
  if (!model.env.activeTest) return;
  const values = model.env.db.table('product.attribute.value');
  const kept = model.many(line, 'value_ids').filter((id) => values.rows.get(id)?.active !== false);
  model.set(line, { value_ids: kept });
}

function checkNotEmpty(model: Model, id: number): void {
  if (model.row(id)?.active !== true || model.many(id, 'value_ids').length > 0) return;
  const attribute = model.env.model('product.attribute').displayName(model.one(id, 'attribute_id') ?? 0);
  const template = model.env.model('product.template').displayName(model.one(id, 'product_tmpl_id') ?? 0);
  throw validationError(
    `The attribute ${attribute} must have at least one value for the product ${template}.`,
  );
}
