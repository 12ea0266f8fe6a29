import { pythonError, userError, valueError } from './faults';
import type { Model } from './model';
import type { Wire } from './values';

interface Key {
  readonly desc: boolean;
  readonly value: (id: number) => Wire;
}

const PART = /^\s*("?)([a-z0-9_]+)\1(\s+(asc|desc))?(\s+nulls\s+(first|last))?\s*$/i;

/** Ids in an order such as "sequence, id desc"; empty values last (first when descending), as PostgreSQL does. */
export function sortIds(model: Model, ids: readonly number[], order?: string): number[] {
  if (ids.length === 0 && !order) return [];
  const keys = keysOf(model, order && order.trim() !== '' ? order : model.cls.order, 0);
  if (keys.length === 0) return [...ids];
  const rows = ids.map((id) => ({ id, values: keys.map((key) => key.value(id)) }));
  rows.sort((a, b) => {
    for (let at = 0; at < keys.length; at += 1) {
      const sign = compare(a.values[at], b.values[at]);
      if (sign !== 0) return keys[at]?.desc ? -sign : sign;
    }
    return a.id - b.id;
  });
  return rows.map((row) => row.id);
}

function keysOf(model: Model, order: string, depth: number): Key[] {
  return order.split(',').flatMap((part): Key[] => {
    const match = PART.exec(part);
    if (!match?.[2]) {
      throw userError(
        `Invalid "order" specified (${order}). A valid "order" specification is a comma-separated list of valid field names (optionally followed by asc/desc for the direction)`,
      );
    }
    const name = match[2];
    const desc = match[4]?.toLowerCase() === 'desc';
    const def = model.cls.fields[name];
    if (!def) {
      throw valueError(`Invalid field '${name}' on model '${model.name}'`);
    }
    const computed =
      model.cls.compute[name] !== undefined ||
      (!def.store && !model.cls.delegate(name) && !model.cls.keeps.has(name));
    if (computed && !def.store && !def.sortable) {
      if (model.env.caps.version < 18) return [];
      throw pythonError('ValueError', `Cannot convert ${model.name}.${name} to SQL because it is not stored`);
    }
    if (name === 'id') return [{ desc, value: (id) => id }];
    if (def.type === 'many2one' && def.relation && depth < 3 && model.env.has(def.relation)) {
      const target = model.env.sudo().model(def.relation);
      return keysOf(target, target.cls.order, depth + 1).map((key) => ({
        desc: desc !== key.desc,
        value: (id) => {
          const to = model.get(id, name);
          return typeof to === 'number' ? key.value(to) : false;
        },
      }));
    }
    return [{ desc, value: (id) => model.get(id, name) }];
  });
}

function compare(a: Wire, b: Wire): number {
  if (a === b) return 0;
  const noA = a === false || a === undefined;
  const noB = b === false || b === undefined;
  if (typeof a === 'boolean' && typeof b === 'boolean') return a ? 1 : -1;
  if (noA) return 1;
  if (noB) return -1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const left = String(a);
  const right = String(b);
  return left < right ? -1 : left > right ? 1 : 0;
}
