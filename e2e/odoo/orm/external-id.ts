import type { Model } from './model';

/** What an external id is bound to, and the row of ir.model.data that binds it. */
export interface Named {
  readonly row: number;
  readonly model: string;
  readonly id: number;
}

/** Splits at the first dot; without a module it is `__import__`. */
export function splitXmlid(xmlid: string): [string, string] {
  const dot = xmlid.indexOf('.');
  return dot < 0 ? ['__import__', xmlid] : [xmlid.slice(0, dot), xmlid.slice(dot + 1)];
}

/** What an external id names; ids of deleted records count as unknown. */
export function externalId(model: Model, xmlid: string): Named | undefined {
  const [module, name] = splitXmlid(xmlid);
  const table = model.env.db.table('ir.model.data');
  for (const id of table.where('name', name)) {
    const row = table.rows.get(id);
    if (row?.module !== module) continue;
    const to = Number(row.res_id);
    if (model.env.db.table(String(row.model)).rows.has(to))
      return { row: id, model: String(row.model), id: to };
  }
  return undefined;
}

/** The external id of a record; one is made when it has none, as an export does. */
export function xmlidOf(model: Model, id: number): string {
  const table = model.env.db.table('ir.model.data');
  for (const one of table.where('res_id', id)) {
    const row = table.rows.get(one);
    if (row?.model === model.name) return `${row.module}.${row.name}`;
  }
  const name = `${model.name.replaceAll('.', '_')}_${id}_${crypto.randomUUID().slice(0, 8)}`;
  model.env
    .sudo()
    .model('ir.model.data')
    .create({ module: '__export__', name, model: model.name, res_id: id });
  return `__export__.${name}`;
}
