import { checkAccess } from './access';
import { savepoint } from './change';
import { exportData } from './export-data';
import { externalId, splitXmlid } from './external-id';
import { OdooFault, pythonError, valueError } from './faults';
import type { FieldDef } from './fields';
import { named } from './hierarchy';
import { fieldMessage, LoadProblem, messageOf } from './load-messages';
import type { Model } from './model';
import type { MethodSpec } from './model-spec';
import { plain, type Vals, type Wire } from './values';

interface Row {
  /** Index of the first line of the record in the matrix. */
  readonly from: number;
  readonly to: number;
  readonly vals: Vals;
  readonly xmlid: string | undefined;
  readonly id: number | undefined;
}

/**
 * load(fields, rows): creates or updates by external id (`id`), database id (`.id`) or neither, all rows or none.
 * Problems come back as messages, never as faults, except for an unknown column (FACTS.md C §1).
 */
export function load(model: Model, columns: readonly string[], matrix: readonly Wire[]): Wire {
  checkColumns(model, columns);
  const messages: Wire[] = [];
  const rows: Row[] = [];
  matrix.forEach((line, at) => {
    const cells = Array.isArray(line) ? line : [];
    try {
      rows.push(rowOf(model, columns, cells, at));
    } catch (problem) {
      if (!(problem instanceof LoadProblem)) throw problem;
      messages.push(fieldMessage(model, at, problem));
    }
  });
  const mark = model.env.tx.journal.changes.length;
  const ids: number[] = [];
  for (const row of rows) {
    try {
      ids.push(savepoint(model, () => keep(model, row)));
    } catch (fault) {
      if (!(fault instanceof OdooFault)) throw fault;
      messages.push(...messageOf(model, row.from, fault, columns, matrix));
    }
  }
  if (messages.length === 0) return { ids, messages, nextrow: 0 };
  model.env.tx.journal.rollbackTo(mark);
  return { ids: false, messages, nextrow: 0 };
}

function checkColumns(model: Model, columns: readonly string[]): void {
  for (const column of columns) {
    const name = column.split('/')[0] ?? column;
    if (name === 'id' || name === '.id' || model.cls.fields[name]) continue;
    throw model.env.caps.version >= 18
      ? valueError(`Invalid field name '${name}'`)
      : pythonError('KeyError', `'${name}'`);
  }
}

function rowOf(model: Model, columns: readonly string[], cells: readonly Wire[], at: number): Row {
  const vals: Vals = {};
  const children = new Map<string, Vals>();
  let xmlid: string | undefined;
  let id: number | undefined;
  columns.forEach((column, index) => {
    const value = plain(cells[index]);
    const [name = '', ...rest] = column.split('/');
    if (column === 'id') xmlid = typeof value === 'string' && value !== '' ? value : undefined;
    else if (column === '.id') id = value ? databaseId(model, value) : undefined;
    else {
      const def = model.cls.fields[name];
      if (!def) return;
      if (def.type === 'one2many' && rest.length > 0 && def.relation) {
        const child = model.env.model(def.relation);
        const childName = rest[0] ?? '';
        const childDef = child.cls.fields[childName];
        const known = children.get(name) ?? {};
        if (childDef) known[childName] = cellValue(child, childName, childDef, rest.slice(1), value);
        children.set(name, known);
      } else vals[name] = cellValue(model, name, def, rest, value);
    }
  });
  for (const [name, child] of children) vals[name] = [[0, 0, child]];
  return { from: at, to: at, vals, xmlid, id };
}

/** The id of a `.id` cell. @throws LoadProblem when there is no such record */
function databaseId(model: Model, value: Wire): number {
  const id = Number(value);
  if (!model.row(id)) throw new LoadProblem('.id', `Unknown database identifier '${value}'`);
  return id;
}

const FALSE_WORDS = new Set(['0', 'false', 'no', '', 'off']);

/** A cell as create and write take it. @throws LoadProblem */
function cellValue(model: Model, name: string, def: FieldDef, rest: readonly string[], value: Wire): Wire {
  if (value === false || value === null || value === undefined || value === '') {
    return def.type === 'many2many' ? [[6, 0, []]] : false;
  }
  switch (def.type) {
    case 'float':
    case 'monetary':
    case 'integer':
      if (typeof value === 'number') return value;
      if (Number.isNaN(Number(value)))
        throw new LoadProblem(
          name,
          `'${value}' does not seem to be ${def.type === 'integer' ? 'an integer' : 'a number'} for field '%(field)s'`,
        );
      return Number(value);
    case 'boolean':
      return typeof value === 'boolean' ? value : !FALSE_WORDS.has(String(value).toLowerCase());
    case 'many2one':
      return reference(model, name, def, rest[0], value);
    case 'many2many':
      return [
        [
          6,
          0,
          String(value)
            .split(',')
            .map((one) => reference(model, name, def, rest[0], one.trim())),
        ],
      ];
    case 'selection':
      return def.selection?.find(([key, label]) => key === value || label === value)?.[0] ?? value;
    default:
      return typeof value === 'number' ? String(value) : value;
  }
}

function reference(model: Model, name: string, def: FieldDef, by: string | undefined, value: Wire): number {
  const target = model.env.model(def.relation ?? '');
  if (by === '.id') {
    const id = Number(value);
    if (target.row(id)) return id;
    throw new LoadProblem(
      name,
      `No matching record found for database id '${value}' in field '%(field)s'`,
      def.relation,
    );
  }
  if (by === 'id') {
    const found = externalId(model, String(value));
    if (found && found.model === def.relation) return found.id;
    throw new LoadProblem(
      name,
      `No matching record found for external id '${value}' in field '%(field)s'`,
      def.relation,
    );
  }
  const found = target.search([['id', 'in', named(target, '=', String(value))]]);
  if (found[0] !== undefined) return found[0];
  throw new LoadProblem(
    name,
    `No matching record found for name '${value}' in field '%(field)s'`,
    def.relation,
  );
}

function keep(model: Model, row: Row): number {
  const known = row.xmlid === undefined ? undefined : externalId(model, row.xmlid);
  if (known && known.model !== model.name) {
    throw new OdooFault(
      'odoo.exceptions.ValidationError',
      `For external id ${row.xmlid} when trying to create/update a record of model ${model.name} found record of different model ${known.model} (${known.row})`,
    );
  }
  const target = known?.id ?? row.id;
  if (target !== undefined) {
    checkAccess(model, 'create');
    model.write([target], row.vals);
    return target;
  }
  const made = model.create(row.vals);
  if (row.xmlid !== undefined) {
    const [module, name] = splitXmlid(row.xmlid);
    const data = model.env.sudo().model('ir.model.data');
    const bound = data.create({ module, name, model: model.name, res_id: made, noupdate: false });
    data.set(bound, { create_uid: false });
  }
  return made;
}

export const loadMethods: Record<string, MethodSpec> = {
  load: {
    on: 'model',
    params: ['fields', 'data'],
    required: 2,
    run: (model, _ids, args) =>
      load(
        model,
        Array.isArray(args.fields) ? args.fields.map(String) : [],
        Array.isArray(args.data) ? args.data : [],
      ),
  },
  export_data: {
    on: 'records',
    params: ['fields_to_export', 'raw_data'],
    required: 1,
    run: (model, ids, args) =>
      exportData(model, ids, Array.isArray(args.fields_to_export) ? args.fields_to_export.map(String) : []),
  },
  get_external_id: {
    on: 'records',
    params: [],
    run: () => {
      throw pythonError('TypeError', 'dictionary key must be string');
    },
  },
};
