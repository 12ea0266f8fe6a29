import { checkAccess, checkRules, visible } from './access';
import { valueError } from './faults';
import type { FieldDef } from './fields';
import type { Model } from './model';
import { sortIds } from './order';
import { type Cell, Float, type Vals, type Wire } from './values';

export function emptyCell(def: FieldDef): Cell {
  switch (def.type) {
    case 'float':
    case 'monetary':
    case 'integer':
    case 'many2one_reference':
      return 0;
    case 'one2many':
    case 'many2many':
      return [];
    default:
      return false;
  }
}

export function emptyOf(def: FieldDef): Wire {
  const cell = emptyCell(def);
  return typeof cell === 'object' ? [...cell] : cell;
}

/** @throws ValueError for a name that is no field (FACTS.md C §3) */
export function checkFieldNames(model: Model, names: readonly string[]): void {
  for (const name of names) {
    if (model.cls.fields[name]) continue;
    throw valueError(
      model.env.caps.version >= 19
        ? `Invalid field '${name}' on '${model.name}'`
        : `Invalid field '${name}' on model '${model.name}'`,
    );
  }
}

/**
 * Rows as `read` answers them: many2one as [id, name] (or the id, with load off), false for empty, datetimes in
 * seconds, ids that are gone left out, order and doubles of the ids kept.
 */
export function readRecords(
  model: Model,
  ids: readonly number[],
  fields: readonly string[],
  options: { load?: boolean } = {},
): Vals[] {
  checkAccess(model, 'read');
  const names = fields.length > 0 ? fields : Object.keys(model.cls.fields);
  checkFieldNames(model, names);
  for (const name of names) {
    const needed = fields.length > 0 ? model.cls.needs[name] : undefined;
    if (needed && model.env.has(needed)) checkAccess(model.env.model(needed), 'read');
  }
  checkRules(model, ids, 'read');
  const readers = names
    .filter((name) => name !== 'id')
    .map((name): [string, (id: number) => Wire] => [name, reader(model, name, options.load !== false)]);
  const rows: Vals[] = [];
  for (const id of ids) {
    if (!model.table.rows.has(id)) continue;
    const row: Vals = { id };
    for (const [name, value] of readers) row[name] = value(id);
    rows.push(row);
  }
  return rows;
}

function reader(model: Model, name: string, pairs: boolean): (id: number) => Wire {
  const def = model.cls.fields[name];
  if (!def) return () => false;
  const get = (id: number): Wire => model.get(id, name);
  switch (def.type) {
    case 'float':
    case 'monetary':
      return (id) => {
        const value = get(id);
        return typeof value === 'number' ? new Float(value) : value === false ? new Float(0) : value;
      };
    case 'datetime':
      return (id) => {
        const value = get(id);
        return typeof value === 'string' ? value.slice(0, 19) : false;
      };
    case 'many2one':
      return (id) => {
        const value = get(id);
        if (typeof value !== 'number' || value === 0) return false;
        if (!pairs) return value;
        return [value, nameOf(model, def, value)];
      };
    case 'one2many':
    case 'many2many':
      return (id) => shownIds(model, def, get(id));
    case 'binary':
      return (id) => {
        const value = get(id);
        if (typeof value !== 'string') return value;
        if (model.env.caps.binaryObjects) return { content: value, size: Buffer.byteLength(value, 'base64') };
        return model.env.context.bin_size === true ? humanSize(value) : value;
      };
    default:
      return get;
  }
}

function nameOf(model: Model, def: FieldDef, id: number): string {
  if (!def.relation || !model.env.has(def.relation)) return '';
  return model.env.sudo().model(def.relation).displayName(id);
}

/** Ids of an x2many as the user sees them: living, allowed, in the order of their model. */
function shownIds(model: Model, def: FieldDef, value: Wire): Wire {
  if (!Array.isArray(value) || !def.relation || !model.env.has(def.relation)) return [];
  const target = model.env.model(def.relation);
  const hide = target.cls.fields.active !== undefined && model.env.activeTest;
  const ids = value.filter(
    (id): id is number =>
      typeof id === 'number' &&
      target.table.rows.has(id) &&
      (!hide || target.get(id, 'active') === true) &&
      visible(target, id, 'read'),
  );
  return sortIds(target, ids);
}

/** "746.00 bytes", as bin_size answers for base64 content. */
function humanSize(base64: string): string {
  let size = Math.floor((base64.length * 3) / 4) - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0);
  for (const unit of ['bytes', 'Kb', 'Mb', 'Gb']) {
    if (size < 1024) return `${size.toFixed(2)} ${unit}`;
    size /= 1024;
  }
  return `${size.toFixed(2)} Tb`;
}
