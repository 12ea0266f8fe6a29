import type { Env } from '../../orm/env';
import type { Model } from '../../orm/model';
import { locationTree } from './location';
import { addQuantity, isStored, setQuant, tidy } from './quant-store';

/** What a move holds in which quant: [quant id, quantity, quant id, quantity, …]. */
type Allocation = readonly (readonly [quant: number, quantity: number])[];

function allocationOf(model: Model, move: number): Allocation {
  const flat = model.row(move)?.allocation;
  if (!Array.isArray(flat)) return [];
  return flat.flatMap((quant, at) => (at % 2 === 0 ? [[quant, Number(flat[at + 1] ?? 0)] as const] : []));
}

/** Whether goods leave a place without being counted there (suppliers, customers, what is not stored). */
function bypasses(env: Env, move: Model, id: number): boolean {
  const from = env.db.table('stock.location').rows.get(move.one(id, 'location_id') ?? 0);
  return from?.usage !== 'internal' || !isStored(env, move.one(id, 'product_id') ?? 0);
}

/** Gives back everything a move holds. */
export function release(model: Model, move: number): void {
  const quants = model.env.db.table('stock.quant');
  for (const [quant, held] of allocationOf(model, move)) {
    const reserved = Number(quants.rows.get(quant)?.reserved_quantity ?? 0);
    if (quants.rows.has(quant)) setQuant(model.env, quant, { reserved_quantity: tidy(reserved - held) });
  }
  model.set(move, { allocation: [], reserved: 0 });
}

/** Holds up to `wanted` for a move, oldest goods first; answers how much it holds now. */
export function hold(model: Model, move: number, wanted: number): number {
  const { env } = model;
  release(model, move);
  if (bypasses(env, model, move)) {
    model.set(move, { reserved: wanted });
    return wanted;
  }
  const quants = env.db.table('stock.quant');
  const places = locationTree(env, [model.one(move, 'location_id') ?? 0]);
  const rows = [...quants.where('product_id', model.one(move, 'product_id') ?? 0)]
    .flatMap((id) => quants.rows.get(id) ?? [])
    .filter((row) => places.has(Number(row.location_id)))
    .sort((a, b) => String(a.in_date).localeCompare(String(b.in_date)) || a.id - b.id);
  const allocation: number[] = [];
  let left = wanted;
  for (const row of rows) {
    const part = Math.min(left, Math.max(0, tidy(Number(row.quantity) - Number(row.reserved_quantity))));
    if (part <= 0) continue;
    setQuant(env, row.id, { reserved_quantity: tidy(Number(row.reserved_quantity) + part) });
    allocation.push(row.id, part);
    left = tidy(left - part);
  }
  const held = tidy(wanted - left);
  model.set(move, { allocation, reserved: held });
  return held;
}

/** Carries a quantity over: from what the move holds first, the rest from its source place (even below zero). */
export function carry(model: Model, move: number, quantity: number): void {
  const { env } = model;
  const allocation = allocationOf(model, move);
  release(model, move);
  const product = model.one(move, 'product_id') ?? 0;
  if (!isStored(env, product)) return;
  const to = model.one(move, 'location_dest_id') ?? 0;
  const quants = env.db.table('stock.quant');
  let left = quantity;
  const transfer = (location: number, lot: number | false, part: number): void => {
    addQuantity(env, { product, location, lot }, -part);
    addQuantity(env, { product, location: to, lot }, part);
    left = tidy(left - part);
  };
  for (const [quant, held] of allocation) {
    const row = quants.rows.get(quant);
    const part = Math.min(held, left);
    if (row === undefined || part <= 0) continue;
    const lot = typeof row.lot_id === 'number' ? row.lot_id : false;
    transfer(Number(row.location_id), lot, part);
  }
  if (left > 0) transfer(model.one(move, 'location_id') ?? 0, false, left);
}
