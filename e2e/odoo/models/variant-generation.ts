import { savepoint } from '../orm/change';
import type { Env } from '../orm/env';
import { OdooFault, userError } from '../orm/faults';
import type { Model } from '../orm/model';
import { sortIds } from '../orm/order';

interface Line {
  readonly id: number;
  readonly values: readonly number[];
}

/**
 * After a change of attribute lines: brings the values on the template (PTAVs) and the variants in step. A single
 * value is added to existing variants, missing combinations are made, impossible ones deleted or, when used,
 * archived (FACTS.md A, Variants).
 */
export function templatesChanged(
  env: Env,
  templates: readonly number[],
  only: { onlyValues?: boolean } = {},
): void {
  const server = env.sudo().with({ active_test: false });
  for (const template of templates) {
    if (!env.db.table('product.template').rows.has(template)) continue;
    const lines = linesOf(server, template);
    for (const line of lines) syncValues(server, template, line);
    if (!only.onlyValues && env.context.create_product_product !== false) syncVariants(server, template);
  }
}

function linesOf(env: Env, template: number): number[] {
  const lines = env.model('product.template.attribute.line');
  return sortIds(lines, [...lines.table.where('product_tmpl_id', template)]);
}

/** PTAVs of a line: one active for each value, those taken away deleted or switched off. */
function syncValues(env: Env, template: number, line: number): void {
  const lines = env.model('product.template.attribute.line');
  const values = env.model('product.template.attribute.value');
  const row = lines.row(line);
  if (!row) return;
  const wanted = row.active === true ? lines.many(line, 'value_ids') : [];
  const present = [...values.table.where('attribute_line_id', line)];
  const removed = present.filter(
    (id) =>
      values.row(id)?.ptav_active === true &&
      !wanted.includes(Number(values.row(id)?.product_attribute_value_id)),
  );
  removeValues(env, line, removed);
  const attribute = Number(row.attribute_id);
  const known = [...values.table.where('product_tmpl_id', template)].filter(
    (id) => values.row(id)?.attribute_id === attribute,
  );
  for (const value of sortIds(env.model('product.attribute.value'), wanted)) {
    const same = known.filter((id) => values.row(id)?.product_attribute_value_id === value);
    const here = same.find((id) => values.row(id)?.attribute_line_id === line);
    const back = here ?? same.find((id) => values.row(id)?.ptav_active === false);
    if (back === undefined) {
      const made = values.create({ product_attribute_value_id: value, attribute_line_id: line });
      values.set(made, {
        attribute_id: attribute,
        product_tmpl_id: template,
        ptav_active: true,
        price_extra: defaultExtra(env, value),
      });
    } else if (values.row(back)?.ptav_active !== true || here === undefined) {
      values.write([back], { ptav_active: true, attribute_line_id: line });
    }
  }
}

function defaultExtra(env: Env, value: number): number {
  const extra = env.db.table('product.attribute.value').rows.get(value)?.default_extra_price;
  return typeof extra === 'number' ? extra : 0;
}

function removeValues(env: Env, line: number, removed: readonly number[]): void {
  if (removed.length === 0) return;
  const values = env.model('product.template.attribute.value');
  const variants = env.model('product.product');
  const alone = values.table.where('attribute_line_id', line).size === 1;
  for (const ptav of removed) {
    const users = usersOf(env, ptav);
    if (alone) {
      for (const variant of users)
        setCombination(
          variants,
          variant,
          combination(variants, variant).filter((id) => id !== ptav),
        );
    } else unlinkOrArchive(env, users);
  }
  for (const ptav of removed) {
    if (usersOf(env, ptav).length > 0) values.write([ptav], { ptav_active: false });
    else values.unlink([ptav]);
  }
}

function usersOf(env: Env, ptav: number): number[] {
  const values = env.model('product.template.attribute.value');
  const variants = env.model('product.product');
  const template = Number(values.row(ptav)?.product_tmpl_id ?? 0);
  return [...variants.table.where('product_tmpl_id', template)].filter((id) =>
    combination(variants, id).includes(ptav),
  );
}

function combination(variants: Model, id: number): number[] {
  const cell = variants.row(id)?.product_template_attribute_value_ids;
  return Array.isArray(cell) ? cell : [];
}

/** "8,10": the sorted PTAV ids. */
export function indices(combinationOf: readonly number[]): string {
  return [...combinationOf].sort((a, b) => a - b).join(',');
}

function setCombination(variants: Model, id: number, values: readonly number[]): void {
  variants.set(id, {
    product_template_attribute_value_ids: [...values],
    combination_indices: indices(values),
  });
  variants.touch([id]);
}

/** Deletes variants; those others need are archived. */
export function unlinkOrArchive(env: Env, ids: readonly number[]): void {
  const variants = env.model('product.product');
  for (const id of ids) {
    if (!variants.row(id)) continue;
    try {
      savepoint(variants, () => variants.with({ keep_template: true }).unlink([id]));
    } catch (fault) {
      if (!(fault instanceof OdooFault)) throw fault;
      if (variants.row(id)?.active === true) variants.write([id], { active: false });
    }
  }
}

function syncVariants(env: Env, template: number): void {
  const variants = env.model('product.product');
  const attributes = env.db.table('product.attribute');
  const lineModel = env.model('product.template.attribute.line');
  const values = env.model('product.template.attribute.value');
  const modeOf = (line: number): string =>
    String(attributes.rows.get(Number(lineModel.row(line)?.attribute_id))?.create_variant);
  const lines = linesOf(env, template).filter((line) => lineModel.row(line)?.active === true);
  const counted: Line[] = lines
    .filter((line) => modeOf(line) !== 'no_variant')
    .map((id) => ({
      id,
      values: sortIds(
        values,
        [...values.table.where('attribute_line_id', id)].filter(
          (one) => values.row(one)?.ptav_active === true,
        ),
      ),
    }));
  const all = [...variants.table.where('product_tmpl_id', template)].sort(
    (a, b) => Number(variants.row(b)?.active === true) - Number(variants.row(a)?.active === true) || a - b,
  );
  addSingleValues(values, variants, all, counted);
  const existing = new Map<string, number>();
  for (const id of all)
    if (!existing.has(indices(combination(variants, id))))
      existing.set(indices(combination(variants, id)), id);
  const keep: number[] = [];
  const missing: number[][] = [];
  if (lines.some((line) => modeOf(line) === 'dynamic')) {
    for (const id of existing.values()) if (fitsLines(counted, combination(variants, id))) keep.push(id);
  } else {
    for (const wanted of product(counted.map((line) => line.values))) {
      const known = existing.get(indices(wanted));
      if (known === undefined) missing.push(wanted);
      else keep.push(known);
      if (missing.length > 1000) throw tooMany(env);
    }
  }
  const asleep = env.db.table('product.template').rows.get(template)?.active !== true;
  // Also those of an archived template.
  if (keep.length > 0) variants.write(keep, { active: true });
  if (missing.length > 0) {
    variants.create(
      missing.map((wanted) => ({
        product_tmpl_id: template,
        product_template_attribute_value_ids: [[6, 0, wanted]],
        active: !asleep,
      })),
    );
  }
  unlinkOrArchive(
    env,
    all.filter((id) => !keep.includes(id)),
  );
}

/** A line with one value joins the variants there are instead of making new ones. */
function addSingleValues(
  values: Model,
  variants: Model,
  all: readonly number[],
  lines: readonly Line[],
): void {
  const single = lines.flatMap((line) => (line.values.length === 1 ? [...line.values] : []));
  if (single.length === 0) return;
  for (const id of all) {
    const before = combination(variants, id);
    const wanted = [...new Set([...before, ...single])];
    if (wanted.length === before.length || !fitsLines(lines, wanted)) continue;
    setCombination(variants, id, sortIds(values, wanted));
  }
}

function fitsLines(lines: readonly Line[], wanted: readonly number[]): boolean {
  return (
    wanted.length === lines.length &&
    lines.every((line) => wanted.some((value) => line.values.includes(value)))
  );
}

function* product(sets: readonly (readonly number[])[]): Generator<number[]> {
  const [first, ...rest] = sets;
  if (!first) {
    yield [];
    return;
  }
  for (const value of first) for (const tail of product(rest)) yield [value, ...tail];
}

function tooMany(env: Env): Error {
  return userError(
    env.caps.version <= 16
      ? 'The number of variants to generate is too high. You should either not generate variants for each combination or generate them on demand from the sales order. To do so, open the form view of attributes and change the mode of *Create Variants*.'
      : 'The number of variants to generate is above allowed limit. You should either not generate variants for each combination or generate them on demand from the sales order. To do so, open the form view of attributes and change the mode of *Create Variants*.',
  );
}
