import type { Model } from './model';
import type { Vals, Wire } from './values';

/** Defaults of the named fields. */
export function defaultGet(model: Model, names: readonly string[]): Vals {
  const all: Vals = {};
  for (const spec of model.cls.specs) Object.assign(all, spec.defaults?.(model.env) ?? {});
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}

/** Fields a copy starts without. */
const NOT_COPIED = new Set([
  'id',
  'create_date',
  'create_uid',
  'write_date',
  'write_uid',
  'default_code',
  'barcode',
  'parent_path',
]);

/** A copy without code and barcode, named "… (copy)". */
export function copyRecord(model: Model, id: number, over: Vals): number {
  model.mustExist([id]);
  const vals: Vals = {};
  for (const [name, def] of Object.entries(model.cls.fields)) {
    if (NOT_COPIED.has(name) || !def.store || model.cls.compute[name] || def.type === 'one2many') continue;
    if (def.type === 'binary') continue;
    const value = model.get(id, name);
    if (value !== false) vals[name] = Array.isArray(value) ? [[6, 0, value]] : value;
  }
  if (typeof vals.name === 'string') vals.name = `${vals.name} (copy)`;
  return model.create({ ...vals, ...over });
}

/** Who made and changed records, and their external ids (FACTS.md C §1). */
export function metadata(model: Model, ids: readonly number[]): Wire {
  const names = model.env.db.table('ir.model.data');
  return model
    .sudo()
    .read(ids, ['create_uid', 'create_date', 'write_uid', 'write_date'])
    .map((row) => {
      const id = Number(row.id);
      const found = [...names.where('res_id', id)]
        .map((one) => names.rows.get(one))
        .filter((one) => one?.model === model.name);
      const xmlids = found.map((one) => ({
        xmlid: `${one?.module}.${one?.name}`,
        noupdate: one?.noupdate === true,
      }));
      return {
        ...row,
        xmlid: xmlids[0]?.xmlid ?? false,
        noupdate: xmlids[0]?.noupdate ?? false,
        ...(model.env.caps.version >= 16 ? { xmlids } : {}),
      };
    });
}
