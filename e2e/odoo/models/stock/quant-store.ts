import type { Env } from '../../orm/env';
import type { Row } from '../../orm/table';
import type { Cell } from '../../orm/values';

export interface Spot {
  readonly product: number;
  readonly location: number;
  readonly lot: number | false;
}

/** Whether a product is kept in stock at all; the field differs by version (FACTS.md A, Templates). */
export function isStored(env: Env, product: number): boolean {
  const template = env.db.table('product.product').rows.get(product)?.product_tmpl_id;
  const row = env.db.table('product.template').rows.get(typeof template === 'number' ? template : 0);
  if (row === undefined) return false;
  const kind = row[env.caps.storable];
  return kind === true || kind === 'product';
}

/** Quants of one product, place and lot, in the order stock is taken from them (first in, first out). */
export function quantsAt(env: Env, spot: Spot): Row[] {
  const table = env.db.table('stock.quant');
  return [...table.where('product_id', spot.product)]
    .flatMap((id) => table.rows.get(id) ?? [])
    .filter((row) => row.location_id === spot.location && (row.lot_id || false) === spot.lot)
    .sort((a, b) => String(a.in_date).localeCompare(String(b.in_date)) || a.id - b.id);
}

/** A new row with nothing in it. */
export function newQuant(env: Env, spot: Spot, cells: Record<string, Cell> = {}): number {
  const table = env.db.table('stock.quant');
  const { tx, uid } = env;
  const id = table.nextId();
  table.insert(tx.journal, {
    id,
    product_id: spot.product,
    location_id: spot.location,
    lot_id: spot.lot,
    package_id: false,
    owner_id: false,
    user_id: false,
    company_id: env.db.table('stock.location').rows.get(spot.location)?.company_id || env.company(),
    quantity: 0,
    reserved_quantity: 0,
    inventory_quantity: 0,
    inventory_quantity_set: false,
    inventory_diff_quantity: 0,
    in_date: tx.startedAt,
    create_date: tx.startedAt,
    create_uid: uid,
    write_date: tx.startedAt,
    write_uid: uid,
    ...cells,
  });
  return id;
}

/** Writes cells of a quant and moves its write_date. */
export function setQuant(env: Env, id: number, cells: Record<string, Cell>): void {
  const table = env.db.table('stock.quant');
  const stamped = { ...cells, write_date: env.tx.startedAt, write_uid: env.uid };
  for (const [name, value] of Object.entries(stamped)) table.set(env.tx.journal, id, name, value);
}

/**
 * Adds to (or takes from) a place. Where several quants lie there, the one untouched for longest takes the change
 * on 16–18, which is not always the one that was counted (FACTS.md B, Stock: "duplicate quants").
 */
export function addQuantity(env: Env, spot: Spot, delta: number): void {
  const rows = quantsAt(env, spot);
  const byAge = [...rows].sort(
    (a, b) => String(a.write_date).localeCompare(String(b.write_date)) || a.id - b.id,
  );
  const target = env.caps.version >= 16 ? byAge[0] : rows[0];
  if (target === undefined) newQuant(env, spot, { quantity: tidy(delta), ...uncounted(env, delta) });
  else setQuant(env, target.id, { quantity: tidy(Number(target.quantity) + delta) });
}

/** On 15–18 a quant that nobody counted shows its whole quantity as the difference. */
function uncounted(env: Env, quantity: number): Record<string, Cell> {
  const shows = env.caps.version >= 15 && env.caps.version <= 18;
  return shows ? { inventory_diff_quantity: tidy(-quantity) } : {};
}

/** Quantities carry no dust of binary fractions. */
export function tidy(quantity: number): number {
  return Math.round(quantity * 1e6) / 1e6;
}
