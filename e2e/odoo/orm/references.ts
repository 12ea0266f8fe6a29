import { validationError } from './faults';
import type { Model } from './model';
import type { ModelClass } from './registry';

/** @throws the fault of a record that others need (FACTS.md B, Archive / delete) */
export function checkReferences(model: Model, ids: readonly number[]): void {
  const classes = [...model.env.db.registry.values()].filter((cls) => cls.restricts.length > 0);
  classes.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const cls of classes) {
    for (const field of cls.restricts) {
      const def = cls.fields[field];
      if (def?.relation !== model.name) continue;
      const table = model.env.db.table(cls.name);
      const used =
        def.type === 'many2many'
          ? [...table.rows.values()].some((row) => {
              const cell = row[field];
              return Array.isArray(cell) && ids.some((id) => cell.includes(id));
            })
          : ids.some((id) => table.where(field, id).size > 0);
      if (used) throw inUse(model, cls, field);
    }
  }
}

/** The database's own words of 14–16 for an id that does not exist. */
export function foreignKeyFault(model: Model, field: string): Error {
  return inUse(model, model.cls, field);
}

/** The same for a many2many of 14 and 15, which knows no model. */
export function relationFault(constraint: string): Error {
  return validationError(`${DELETION}Model: Unknown (Unknown), Constraint: ${constraint}`);
}

const DELETION =
  'The operation cannot be completed: another model requires the record being deleted. If possible, archive it instead.\n\n';

function inUse(model: Model, cls: ModelClass, field: string): Error {
  const { version } = model.env.caps;
  const label = cls.label(model.env);
  const constraint = `${cls.name.replaceAll('.', '_')}_${field}_fkey`;
  if (version >= 19) {
    return validationError(
      `The operation cannot be completed: Another model is using the record you are trying to delete.\n\nThe troublemaker is: '${label}' (${cls.name})\nThanks to the following constraint: '${cls.fields[field]?.string}' (${field})\nHow about archiving the record instead?`,
    );
  }
  return validationError(
    version <= 15
      ? `${DELETION}Model: ${label} (${cls.name}), Constraint: ${constraint}`
      : `${DELETION}Model: ${label} (${cls.name})\nConstraint: ${constraint}\n`,
  );
}

/** Empties what pointed at a deleted record and removes its external ids and files. */
export function forget(model: Model, id: number): void {
  const { db, tx } = model.env;
  for (const cls of db.registry.values()) {
    const table = db.table(cls.name);
    if (table.rows.size === 0) continue;
    for (const { field, to } of cls.references) {
      if (to !== model.name) continue;
      for (const other of [...table.where(field, id)]) table.set(tx.journal, other, field, false);
    }
  }
  for (const [name, key] of [
    ['ir.model.data', 'model'],
    ['ir.attachment', 'res_model'],
  ] as const) {
    const rows = db.table(name);
    for (const other of [...rows.where('res_id', id)]) {
      if (rows.rows.get(other)?.[key] === model.name) rows.delete(tx.journal, other);
    }
  }
}
