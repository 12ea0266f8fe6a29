import type { Env } from '../orm/env';
import { field } from '../orm/fields';
import type { Model } from '../orm/model';
import type { ModelSpec } from '../orm/model-spec';
import { precisionOf, unitPrecision } from '../orm/precision';
import type { Vals } from '../orm/values';

/** Units every database has: name, what one is worth in the reference unit of its kind, that kind's name. */
const UNITS = [
  ['Units', 1, 'Unit'],
  ['Dozens', 12, 'Unit'],
  ['kg', 1, 'Weight'],
  ['m', 1, 'Length / Distance'],
  ['g', 0.001, 'Weight'],
  ['Pack of 6', 6, 'Unit'],
] as const;

const MANAGERS = ['Sales/Administrator', 'Inventory/Administrator'];

/** Units of a kind share a category up to 18; from 19 on each names the one it is made of (BY-VERSION.md 0). */
export const unitModels: readonly ModelSpec[] = [
  {
    name: 'uom.category',
    label: () => 'Product UoM Categories',
    until: 18,
    fields: () => ({ name: field('char', 'Unit of Measure Category', { required: true }) }),
    order: 'id',
    access: (_env, op) => (op === 'read' ? true : MANAGERS),
  },
  {
    name: 'uom.uom',
    label: () => 'Product Unit of Measure',
    order: 'id',
    access: (_env, op) => (op === 'read' ? true : MANAGERS),
    defaults: (env) => ({
      active: true,
      rounding: 0.01,
      ...(env.caps.version >= 19 ? { relative_factor: 1 } : {}),
    }),
    seed: (env) => {
      const made = new Map<string, number>();
      for (const [name, size, kind] of UNITS) {
        const reference = made.get(kind);
        const id = env.model('uom.uom').create({ name, ...worth(env, size, kind, reference) });
        if (reference === undefined) made.set(kind, id);
      }
    },
  },
  {
    name: 'uom.uom',
    until: 18,
    compute: { factor_inv: (model, id) => 1 / (model.number(id, 'factor') || 1) },
  },
  {
    name: 'uom.uom',
    since: 19,
    compute: {
      factor: absolute,
      rounding: ({ env }) => 10 ** -(precisionOf(env, unitPrecision(env)) ?? 2),
    },
  },
];

function worth(env: Env, size: number, kind: string, reference: number | undefined): Vals {
  if (env.caps.version >= 19) return { relative_factor: size, relative_uom_id: reference ?? false };
  const [known] = env.model('uom.category').search([['name', '=', kind]]);
  return {
    category_id: known ?? env.model('uom.category').create({ name: kind }),
    factor: 1 / size,
    uom_type: size === 1 ? 'reference' : size > 1 ? 'bigger' : 'smaller',
  };
}

function absolute(model: Model, id: number): number {
  const next = model.one(id, 'relative_uom_id');
  return model.number(id, 'relative_factor') * (next === undefined ? 1 : absolute(model, next));
}

/** How many of unit `to` one of unit `from` is. */
export function convert(env: Env, from: number, to: number): number {
  if (from === to) return 1;
  const units = env.sudo().model('uom.uom');
  const ratio = units.number(from, 'factor') / units.number(to, 'factor');
  return env.caps.version >= 19 ? ratio : 1 / ratio;
}
