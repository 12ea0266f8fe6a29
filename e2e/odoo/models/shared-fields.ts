import { roundTo } from '../orm/convert';
import type { Env } from '../orm/env';
import type { Model } from '../orm/model';
import type { Wire } from '../orm/values';

/** Fields a template shares with its only variant. The first three have a column on the template too. */
export const SHARED = ['default_code', 'weight', 'volume', 'barcode', 'standard_price'] as const;
const STORED_SHARED: readonly string[] = ['default_code', 'weight', 'volume'];

/** The only active variant, or the only archived one when none is active. */
export function onlyVariant(env: Env, template: number): number | undefined {
  const rows = env.db.table('product.product');
  const all = [...rows.where('product_tmpl_id', template)];
  const active = all.filter((id) => rows.rows.get(id)?.active === true);
  const pool = active.length > 0 ? active : all;
  return pool.length === 1 ? pool[0] : undefined;
}

/** After a variant changed: the template's own columns follow its only variant, or are emptied. */
export function followVariants(env: Env, templates: readonly number[]): void {
  const model = env.sudo().model('product.template');
  const variants = env.sudo().model('product.product');
  for (const template of templates) {
    const row = model.row(template);
    if (!row) continue;
    const only = onlyVariant(env, template);
    const cells = {
      default_code: only === undefined ? false : (variants.row(only)?.default_code ?? false),
      weight: only === undefined ? 0 : (variants.row(only)?.weight ?? 0),
      volume: only === undefined ? 0 : (variants.row(only)?.volume ?? 0),
    };
    const same =
      (row.default_code ?? false) === cells.default_code &&
      (row.weight ?? 0) === cells.weight &&
      (row.volume ?? 0) === cells.volume;
    if (same) continue;
    model.set(template, cells);
    touchTemplates(model, [template]);
  }
}

/** Moves a template's write_date; from 17 on its variants' too (FACTS.md C §2). */
export function touchTemplates(model: Model, ids: readonly number[]): void {
  model.touch(ids);
  if (model.env.caps.templateWriteMovesVariants) touchVariants(model, ids);
}

/** Moves the write_date of all variants, archived ones too. */
export function touchVariants(model: Model, ids: readonly number[]): void {
  const variants = model.env.sudo().model('product.product');
  for (const id of ids) variants.touch([...variants.table.where('product_tmpl_id', id)]);
}

/** Writing a shared field: kept where the template has a column, passed on to an only variant, else lost. */
export function shareInverse(name: string): (model: Model, ids: readonly number[], value: Wire) => void {
  return (model, ids, value) => {
    const variants = model.env.sudo().model('product.product');
    for (const id of ids) {
      if (STORED_SHARED.includes(name)) model.set(id, { [name]: cellOf(name, value) });
      const only = onlyVariant(model.env, id);
      if (only !== undefined) variants.write([only], { [name]: value });
    }
  };
}

function cellOf(name: string, value: Wire): string | number | false {
  if (name === 'default_code') return typeof value === 'string' ? value : false;
  return roundTo(
    Number(typeof value === 'object' && value && 'value' in value ? value.value : value) || 0,
    2,
  );
}

/** Reading a shared field that only the variant stores. */
export const shareCompute =
  (name: 'barcode' | 'standard_price', empty: false | 0) =>
  (model: Model, id: number): Wire => {
    const only = onlyVariant(model.env, id);
    return only === undefined ? empty : model.env.sudo().model('product.product').get(only, name);
  };
