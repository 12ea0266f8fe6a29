import { savepoint } from '../orm/change';
import { userError } from '../orm/faults';
import { field } from '../orm/fields';
import type { Model } from '../orm/model';
import type { ModelSpec } from '../orm/model-spec';
import { bindXmlid } from './groups';

/** Product categories: names of the whole path are kept, a rename moves the whole tree (FACTS.md A, Categories). */
export const categoryModels: readonly ModelSpec[] = [
  {
    name: 'product.category',
    label: () => 'Product Category',
    order: 'complete_name, id',
    parent: 'parent_id',
    displayName: (model, id) => model.text(id, 'complete_name'),
    fields: () => ({
      child_id: field('one2many', 'Child Categories', {
        relation: 'product.category',
        relation_field: 'parent_id',
      }),
    }),
    access: (env, op) => {
      if (op === 'read') return true;
      if (env.caps.version >= 19) return ['Products/Create'];
      const groups = ['Inventory/Administrator', 'Sales/Administrator'];
      return env.caps.version === 18
        ? [...groups, 'Extra Rights/Product Creation']
        : ['Administration/Settings', ...groups];
    },
    compute: {
      product_count: (model, id) =>
        model.env
          .sudo()
          .model('product.template')
          .count([['categ_id', 'child_of', id]]),
    },
    create: (model, list, next) => {
      const ids = next(list);
      for (const id of ids) place(model, id);
      return ids;
    },
    write: (model, ids, vals, next) => {
      savepoint(model, () => {
        next(ids, vals);
        if (!('name' in vals) && !('parent_id' in vals)) return;
        for (const id of ids) {
          if (loops(model, id)) throw userError('Recursion Detected.');
          place(model, id);
        }
      });
    },
    unlink: (model, ids, next) => {
      const all = model
        .sudo()
        .with({ active_test: false })
        .search([['id', 'child_of', [...ids]]]);
      next(all);
    },
    seed: (env) => {
      const categories = env.model('product.category');
      const all = categories.create({ name: 'All' });
      bindXmlid(env, 'product.product_category_all', 'product.category', all);
      const saleable = categories.create({ name: 'Saleable', parent_id: all });
      bindXmlid(env, 'product.product_category_1', 'product.category', saleable);
    },
  },
];

function loops(model: Model, id: number): boolean {
  const seen = new Set<number>([id]);
  for (let up = model.one(id, 'parent_id'); up !== undefined; up = model.one(up, 'parent_id')) {
    if (seen.has(up)) return true;
    seen.add(up);
  }
  return false;
}

/** Recomputes path and name of a category and of everything below it. */
function place(model: Model, id: number): void {
  const parent = model.one(id, 'parent_id');
  const name = model.text(id, 'name');
  const complete = parent === undefined ? name : `${model.text(parent, 'complete_name')} / ${name}`;
  const path = `${parent === undefined ? '' : model.text(parent, 'parent_path')}${id}/`;
  const moved = model.row(id)?.complete_name !== complete;
  model.set(id, { complete_name: complete, parent_path: path });
  if (moved) model.touch([id]);
  for (const child of [...model.table.where('parent_id', id)]) place(model, child);
}
