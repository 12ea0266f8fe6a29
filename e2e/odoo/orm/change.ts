import { keepTranslationRow } from '../models/translations';
import { checkAccess, checkRules } from './access';
import { commandsOn } from './commands';
import { forCell } from './convert';
import { userError, validationError } from './faults';
import type { Model } from './model';
import { checkReferences, forget } from './references';
import type { Cell, Vals, Wire } from './values';
import { checkWrittenFields } from './written';

const LOGGED = new Set([
  'id',
  'create_date',
  'create_uid',
  'write_date',
  'write_uid',
  'display_name',
  '__last_update',
]);

/** Creates records through the hooks of all specs; ids in the order of the list. */
export function create(model: Model, valsList: readonly Vals[]): number[] {
  checkAccess(model, 'create');
  for (const vals of valsList) checkWrittenFields(model, vals);
  const hooks = model.cls.specs.flatMap((spec) => (spec.create ? [spec.create] : []));
  const run = hooks.reduce<(list: Vals[]) => number[]>(
    (next, hook) => (list) => hook(model, list, next),
    (list) => list.map((vals) => createOne(model, vals)),
  );
  const ids = run(valsList.map((vals) => ({ ...vals })));
  checkRules(model, ids, 'create');
  return ids;
}

function createOne(model: Model, given: Vals): number {
  const { env, cls } = model;
  const vals = { ...defaultsOf(model), ...given };
  const id = model.table.nextId();
  const { uid, tx } = env;
  const parts = sorted(model, vals);
  if (cls.inherits) {
    const by = cls.inherits.by;
    const existing = forCell(model, by, vals[by]);
    if (typeof existing !== 'number') {
      parts.cells[by] = env.sudo().model(cls.inherits.model).create(parts.parent);
    } else if (Object.keys(given).some((name) => cls.delegate(name))) {
      env.sudo().model(cls.inherits.model).write([existing], pick(parts.parent, given));
    }
  }
  model.table.insert(tx.journal, {
    id,
    create_date: tx.startedAt,
    create_uid: uid,
    write_date: tx.startedAt,
    write_uid: uid,
    ...(cls.fields.active ? { active: true } : {}),
  });
  putCells(model, id, parts.cells, true);
  fillSelections(model, id);
  checkRequired(model, id, ['name', ...Object.keys(given), ...cls.mandatory]);
  for (const [name, value] of parts.many) commandsOn(model, id, name, value);
  for (const [name, value] of parts.inverse) cls.inverse[name]?.(model, [id], value);
  return id;
}

function pick(vals: Vals, names: Vals): Vals {
  return Object.fromEntries(Object.entries(vals).filter(([name]) => name in names));
}

export function defaultsOf(model: Model): Vals {
  const vals: Vals = {};
  for (const spec of model.cls.specs) Object.assign(vals, spec.defaults?.(model.env) ?? {});
  for (const [key, value] of Object.entries(model.env.context)) {
    if (key.startsWith('default_') && model.cls.fields[key.slice(8)]) vals[key.slice(8)] = value;
  }
  return vals;
}

/** Writes through the hooks; write_date moves even for an empty dict. */
export function write(model: Model, ids: readonly number[], vals: Vals): void {
  if (ids.length === 0) return;
  checkAccess(model, 'write');
  checkWrittenFields(model, vals);
  model.mustExist(ids);
  checkRules(model, ids, 'write');
  const hooks = model.cls.specs.flatMap((spec) => (spec.write ? [spec.write] : []));
  const run = hooks.reduce<(on: readonly number[], what: Vals) => void>(
    (next, hook) => (on, what) => hook(model, on, what, next),
    (on, what) => writeBase(model, on, what),
  );
  run([...new Set(ids)], { ...vals });
}

function writeBase(model: Model, ids: readonly number[], vals: Vals): void {
  const { cls, env } = model;
  const parts = sorted(model, vals);
  model.touch(ids);
  for (const id of ids) putCells(model, id, parts.cells, false);
  if (cls.inherits && Object.keys(parts.parent).length > 0) {
    const by = cls.inherits.by;
    const parents = [
      ...new Set(ids.map((id) => model.row(id)?.[by]).filter((id): id is number => typeof id === 'number')),
    ];
    env.sudo().model(cls.inherits.model).write(parents, parts.parent);
  }
  for (const id of ids) {
    for (const [name, value] of parts.many) commandsOn(model, id, name, value);
  }
  for (const [name, value] of parts.inverse) cls.inverse[name]?.(model, ids, value);
  for (const id of ids) checkRequired(model, id, Object.keys(parts.cells));
}

/** Deletes through the hooks; external ids and attachments of the records go too. */
export function unlink(model: Model, ids: readonly number[]): void {
  if (ids.length === 0) return;
  checkAccess(model, 'unlink');
  model.mustExist(ids);
  checkRules(model, ids, 'unlink');
  const hooks = model.cls.specs.flatMap((spec) => (spec.unlink ? [spec.unlink] : []));
  const run = hooks.reduce<(on: readonly number[]) => void>(
    (next, hook) => (on) => hook(model, on, next),
    (on) => {
      checkReferences(model, on);
      for (const id of on) {
        model.table.delete(model.env.tx.journal, id);
        forget(model, id);
      }
    },
  );
  run([...new Set(ids)]);
}

interface Parts {
  readonly cells: Record<string, Cell>;
  readonly parent: Vals;
  readonly many: [string, Wire][];
  readonly inverse: [string, Wire][];
}

/** Where each value goes: own cells, the delegated record, x2many commands, or an inverse. */
function sorted(model: Model, vals: Vals): Parts {
  const { cls } = model;
  const parts: Parts = { cells: {}, parent: {}, many: [], inverse: [] };
  for (const [name, value] of Object.entries(vals)) {
    const def = cls.fields[name];
    if (!def || LOGGED.has(name)) continue;
    if (cls.inverse[name]) parts.inverse.push([name, value]);
    else if (cls.delegate(name)) parts.parent[name] = value;
    else if (cls.compute[name] && !cls.keeps.has(name)) continue;
    else if (!def.store && !def.company_dependent && !cls.keeps.has(name) && !isCommand(def.type)) continue;
    else if (isCommand(def.type)) parts.many.push([name, value]);
    else parts.cells[name] = forCell(model, name, value);
  }
  return parts;
}

function isCommand(type: string): boolean {
  return type === 'one2many' || type === 'many2many';
}

/** Puts cells where language and company want them. */
function putCells(model: Model, id: number, cells: Record<string, Cell>, fresh: boolean): void {
  const { env, cls } = model;
  for (const [name, value] of Object.entries(cells)) {
    const def = cls.fields[name];
    if (def?.company_dependent) model.set(id, { [`${name}@c${env.company()}`]: value });
    else if (def?.translate && env.lang !== 'en_US' && value !== false) {
      model.set(id, { [`${name}@${env.lang}`]: value });
      if (env.caps.translationRows && typeof value === 'string')
        keepTranslationRow(model, id, name, env.lang, value);
      if (fresh) model.set(id, { [name]: value });
    } else model.set(id, { [name]: value });
  }
}

/** @throws the fault of a missing mandatory field (FACTS.md A Categories, C §4) */
function checkRequired(model: Model, id: number, names: readonly string[]): void {
  const { cls, env } = model;
  const row = model.row(id);
  if (!row) return;
  for (const name of names) {
    const def = cls.fields[name];
    if (!def?.required || !def.store || cls.compute[name] || cls.delegate(name)) continue;
    if (isCommand(def.type) || def.type === 'boolean' || def.type === 'float' || def.type === 'integer')
      continue;
    if ((row[name] ?? false) === false) throw requiredFault(model, cls.label(env), def.string, name);
  }
}

/** A mandatory selection nobody set takes its first option. */
function fillSelections(model: Model, id: number): void {
  const row = model.row(id);
  for (const { field, first } of model.cls.selections) {
    if ((row?.[field] ?? false) === false && !model.cls.delegate(field)) model.set(id, { [field]: first });
  }
}

function requiredFault(model: Model, label: string, title: string, name: string): Error {
  const { version } = model.env.caps;
  if (version >= 19) {
    return validationError(
      `The operation cannot be completed: Missing required value for the field '${title}' (${name}).\nModel: '${label}' (${model.name})\n- create/update: a mandatory field is not set\n- delete: another model requires the record being deleted, you can archive it instead\n`,
    );
  }
  const head =
    'The operation cannot be completed:\n- Create/update: a mandatory field is not set.\n- Delete: another model requires the record being deleted. If possible, archive it instead.\n\n';
  if (version <= 15)
    return validationError(`${head}Model: ${label} (${model.name}), Field: ${title} (${name})`);
  return validationError(`${head}Model: ${label} (${model.name})\nField: ${title} (${name})\n`);
}

/** Runs a body; a fault undoes what it changed and is given back. */
export function savepoint<T>(model: Model, body: () => T): T {
  const mark = model.env.tx.journal.changes.length;
  try {
    return body();
  } catch (fault) {
    model.env.tx.journal.rollbackTo(mark);
    throw fault instanceof Error ? fault : userError(String(fault));
  }
}
