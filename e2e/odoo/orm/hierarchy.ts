import type { FieldDef } from './fields';
import { leafTest } from './leaf';
import type { Model } from './model';
import { idsOf, plain, type Wire } from './values';

/** Ids of records whose shown name fits. */
export function named(model: Model, operator: string, text: string): number[] {
  const def: FieldDef | undefined = model.cls.fields.display_name;
  if (!def) return [];
  const test = leafTest(
    model,
    'display_name',
    { ...def, store: false, translate: false },
    operator,
    text,
  ).test;
  const byName = model.cls.fields.name
    ? leafTest(model, 'name', model.cls.fields.name, operator, text).test
    : test;
  return model.table.ids().filter((id) => test(id) || byName(id));
}

/** The records and all below (child_of) or above (parent_of) them. */
export function hierarchy(model: Model, operator: string, value: Wire): Set<number> {
  const bare = plain(value);
  const list = Array.isArray(bare) ? bare : [bare];
  const start = new Set(idsOf(list));
  for (const one of list)
    if (typeof one === 'string' && !/^\d+$/.test(one))
      for (const id of named(model, 'ilike', one)) start.add(id);
  const parent = model.cls.parent;
  const found = new Set<number>();
  const open = [...start].filter((id) => model.table.rows.has(id));
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    if (!parent) continue;
    if (operator === 'child_of') open.push(...model.table.where(parent, id));
    else {
      const above = model.row(id)?.[parent];
      if (typeof above === 'number') open.push(above);
    }
  }
  return found;
}
