import { z } from 'zod';
import * as value from '../dialect/values';
import { OdooError } from '../errors';
import type { ChangeRow } from '../records';
import { countRows, type Domain, searchIds, searchRead } from '../rows';
import type { OdooSession } from '../session';

/** Tables whose write_date tells of a change, and the field that says whose (FACTS.md C §2, "What moves write_date"). */
export const STREAM_OWNER = {
  'product.template': null,
  'product.product': 'product_tmpl_id',
  'product.template.attribute.line': 'product_tmpl_id',
  'product.template.attribute.value': 'product_tmpl_id',
  'product.attribute': null,
  'product.attribute.value': 'attribute_id',
  'product.category': null,
  'account.tax': null,
  'stock.quant': 'product_id',
  'stock.warehouse': null,
  'stock.warehouse.orderpoint': 'product_id',
  'sale.order': null,
  'sale.order.line': 'order_id',
  'product.image': 'product_tmpl_id',
  'mrp.bom': 'product_tmpl_id',
  'res.partner': null,
} as const;

export type Stream = keyof typeof STREAM_OWNER;

/** Ids and dates of so many a call: they are small, and a full run asks for all of them. */
const LOOKED_AT = 10_000;

const INSTANT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/**
 * Rows written at or after `since` (UTC "YYYY-MM-DD HH:MM:SS", null: all), archived ones too, in pages of 10,000 by id.
 * Always `>=`: `>` finds the row again on 14–18 and on 19 loses later ones of the same second (FACTS.md C §2); pages
 * go by id, because a keyset on write_date repeats whole seconds. The caller drops what it has seen.
 */
export async function* changedSince(
  odoo: OdooSession,
  stream: Stream,
  since: string | null,
  filter: Domain = [],
): AsyncGenerator<ChangeRow[], void, undefined> {
  if (since !== null && !INSTANT.test(since)) throw new OdooError('mapping', { field: 'since' }, 'no');
  const ownerField = STREAM_OWNER[stream];
  const row = z
    .looseObject({ id: value.id, write_date: value.datetime })
    .transform(
      (raw): ChangeRow => ({ id: raw.id, writeDate: raw.write_date, owner: ownerOf(raw, ownerField) }),
    );
  const fields = ['write_date', ...(ownerField ? [ownerField] : [])];
  const changed: Domain = since === null ? [] : [['write_date', '>=', since]];
  for (let last = 0; ; ) {
    const domain: Domain = [...filter, ...changed, ['id', '>', last]];
    const page = await searchRead(odoo, stream, row, domain, fields, { order: 'id', limit: LOOKED_AT });
    if (page.length > 0) yield page;
    const end = page.at(-1);
    if (page.length < LOOKED_AT || !end) return;
    last = end.id;
  }
}

/** How many there are, archived ones too: the cheap question before a sweep of ids. */
export function countRecords(odoo: OdooSession, stream: Stream, filter: Domain = []): Promise<number> {
  return countRows(odoo, stream, filter);
}

/** The id of the row made last, 0 where there is none. */
export async function highestId(odoo: OdooSession, stream: Stream, filter: Domain = []): Promise<number> {
  const [id = 0] = await searchIds(odoo, stream, filter, { order: 'id desc', limit: 1 });
  return id;
}

/** Archived records written at or after `since` (as in `changedSince`), in one call. */
export function archivedSince(odoo: OdooSession, stream: Stream, since: string | null): Promise<number[]> {
  const changed: Domain = since === null ? [] : [['write_date', '>=', since]];
  return searchIds(odoo, stream, [['active', '=', false], ...changed]);
}

/**
 * Ids of active variants of which they or their template were written at or after `since` (null: ever), in one call.
 */
export function liveVariants(
  odoo: OdooSession,
  since: string | null,
  filter: Domain = [],
): Promise<number[]> {
  const changed: Domain =
    since === null ? [] : ['|', ['write_date', '>=', since], ['product_tmpl_id.write_date', '>=', since]];
  return searchIds(odoo, 'product.product', [['active', '=', true], ...filter, ...changed]);
}

/** All ids in one call, ascending: a deletion in Odoo shows in nothing else (FACTS.md B, Archive). */
export function allIds(odoo: OdooSession, stream: Stream, filter: Domain = []): Promise<number[]> {
  return searchIds(odoo, stream, filter);
}

/** Templates that a renamed attribute or value touches; their own write_date does not move. */
export function templatesUsing(
  odoo: OdooSession,
  changed: { attributeIds?: readonly number[]; valueIds?: readonly number[] },
): Promise<number[]> {
  const attributes = changed.attributeIds ?? [];
  const values = changed.valueIds ?? [];
  if (attributes.length + values.length === 0) return Promise.resolve([]);
  return searchIds(odoo, 'product.template', [
    '|',
    ['attribute_line_ids.attribute_id', 'in', attributes],
    ['attribute_line_ids.value_ids', 'in', values],
  ]);
}

/**
 * Whether a value on any template, the value it stands for or that one's attribute was written at or after `since`.
 * One call; the owners are for the streams to tell.
 */
export async function haveTemplateValuesMoved(odoo: OdooSession, since: string): Promise<boolean> {
  const of = 'product_attribute_value_id';
  const domain: Domain = [
    '|',
    '|',
    ['write_date', '>=', since],
    [`${of}.write_date`, '>=', since],
    [`${of}.attribute_id.write_date`, '>=', since],
  ];
  const found = await searchIds(odoo, 'product.template.attribute.value', domain, { limit: 1 });
  return found.length > 0;
}

/** Templates filed under these categories themselves. */
export function templatesIn(odoo: OdooSession, categoryIds: readonly number[]): Promise<number[]> {
  return searchIds(odoo, 'product.template', [['categ_id', 'in', categoryIds]]);
}

/** Templates sold with these taxes; a changed tax moves no product's write_date. */
export async function templatesWithTaxes(odoo: OdooSession, taxIds: readonly number[]): Promise<number[]> {
  return taxIds.length === 0 ? [] : searchIds(odoo, 'product.template', [['taxes_id', 'in', taxIds]]);
}

function ownerOf(raw: Record<string, unknown>, field: string | null): number | null {
  return field === null ? null : (value.reference.safeParse(raw[field]).data ?? null);
}
