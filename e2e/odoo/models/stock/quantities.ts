import { checkAccess } from '../../orm/access';
import type { Env } from '../../orm/env';
import type { Model } from '../../orm/model';
import type { ModelSpec } from '../../orm/model-spec';
import { idsOf, plain, type Wire } from '../../orm/values';
import { adjust } from './adjustment';
import { locationTree } from './location';
import { isStored, newQuant, quantsAt, tidy } from './quant-store';
import { defaultWarehouse } from './warehouse';

export interface Quantities {
  readonly onHand: number;
  readonly reserved: number;
  readonly incoming: number;
  readonly outgoing: number;
}

const OPEN_STATES = new Set(['waiting', 'confirmed', 'assigned', 'partially_available']);
const scopes = new WeakMap<Env, { key: string; places: ReadonlySet<number> }>();

/**
 * Locations the quantities of a call count: all internal ones, or those the context names. The key is `warehouse`
 * up to 17 and `warehouse_id` from 18 on, the other one is ignored; `location` works on all (FACTS.md B, Stock).
 */
export function scopeOf(env: Env): ReadonlySet<number> {
  const { context, caps } = env;
  const warehouses = idsOf(caps.version >= 18 ? context.warehouse_id : context.warehouse);
  const key = JSON.stringify([warehouses, context.location ?? null, context.compute_child ?? null]);
  const known = scopes.get(env);
  if (known?.key === key) return known.places;
  const places = wantedPlaces(env, warehouses);
  scopes.set(env, { key, places });
  return places;
}

function wantedPlaces(env: Env, warehouses: readonly number[]): ReadonlySet<number> {
  const { context, caps } = env;
  const asked = plain(context.location);
  if (asked !== undefined && asked !== false && asked !== null) {
    const roots = typeof asked === 'string' ? placesNamed(env, asked) : idsOf(asked);
    return context.compute_child === false && caps.version <= 15 ? new Set(roots) : locationTree(env, roots);
  }
  const table = env.db.table('stock.warehouse');
  const from = warehouses.length > 0 ? warehouses : table.ids();
  const views = from.flatMap((id) => {
    const view = table.rows.get(id)?.view_location_id;
    return typeof view === 'number' ? [view] : [];
  });
  return locationTree(env, views);
}

function placesNamed(env: Env, name: string): number[] {
  if (env.caps.version >= 19) return [];
  const model = env.sudo().model('stock.location');
  return model.table.ids().filter((id) => model.displayName(id).includes(name));
}

/** What a variant has in the scope of the call. Consumables and services have no quants. */
export function quantitiesOf(env: Env, product: number): Quantities {
  const scope = scopeOf(env);
  const quants = env.db.table('stock.quant');
  let [onHand, reserved, incoming, outgoing] = [0, 0, 0, 0];
  for (const id of quants.where('product_id', product)) {
    const row = quants.rows.get(id);
    if (row === undefined || !scope.has(Number(row.location_id))) continue;
    onHand += Number(row.quantity ?? 0);
    reserved += Number(row.reserved_quantity ?? 0);
  }
  const moves = env.db.table('stock.move');
  for (const id of moves.where('product_id', product)) {
    const row = moves.rows.get(id);
    if (row === undefined || !OPEN_STATES.has(String(row.state))) continue;
    const [leaves, arrives] = [scope.has(Number(row.location_id)), scope.has(Number(row.location_dest_id))];
    if (leaves && !arrives) outgoing += Number(row.product_uom_qty);
    if (arrives && !leaves) incoming += Number(row.product_uom_qty);
  }
  return {
    onHand: tidy(onHand),
    reserved: tidy(reserved),
    incoming: tidy(incoming),
    outgoing: tidy(outgoing),
  };
}

const FIGURES: Record<string, (q: Quantities) => number> = {
  qty_available: (q) => q.onHand,
  free_qty: (q) => tidy(q.onHand - q.reserved),
  incoming_qty: (q) => q.incoming,
  outgoing_qty: (q) => q.outgoing,
  virtual_available: (q) =>
    q.onHand === 0 && q.incoming === 0 && q.outgoing === 0 ? 0 : tidy(q.onHand + q.incoming - q.outgoing),
};

function variantsOf(env: Env, template: number): number[] {
  return [...env.db.table('product.product').where('product_tmpl_id', template)];
}

const ofVariant = Object.fromEntries(
  Object.entries(FIGURES).map(([name, figure]) => [
    name,
    (model: Model, id: number) => figure(quantitiesOf(model.env, id)),
  ]),
);
const ofTemplate = Object.fromEntries(
  Object.entries(FIGURES).map(([name, figure]) => [
    name,
    (model: Model, id: number) =>
      tidy(
        variantsOf(model.env, id).reduce((sum, variant) => sum + figure(quantitiesOf(model.env, variant)), 0),
      ),
  ]),
);

/** 19 takes `qty_available` as a count of the default warehouse, whatever the context says; before it is ignored. */
function setOnHand(model: Model, variants: readonly number[], value: Wire): void {
  const { env } = model;
  if (env.caps.version < 19) return;
  checkAccess(env.model('stock.quant'), 'create');
  const stock = env.db.table('stock.warehouse').rows.get(defaultWarehouse(env) ?? 0)?.lot_stock_id;
  if (typeof stock !== 'number') return;
  const quants = env.sudo().model('stock.quant');
  for (const product of variants) {
    if (!isStored(env, product)) continue;
    const spot = { product, location: stock, lot: false } as const;
    const id = quantsAt(env, spot)[0]?.id ?? newQuant(env, spot);
    adjust(quants, id, tidy(Number(plain(value) ?? 0) - quants.number(id, 'quantity')), env.uid);
  }
}

export const variantQuantities: ModelSpec = {
  name: 'product.product',
  compute: ofVariant,
  inverse: { qty_available: setOnHand },
};

export const templateQuantities: ModelSpec = {
  name: 'product.template',
  compute: ofTemplate,
  create: (model, valsList, next) => {
    const ids = next(valsList.map(({ qty_available: _counted, ...vals }) => vals));
    for (const [at, vals] of valsList.entries()) {
      if ('qty_available' in vals) setOnHand(model, variantsOf(model.env, ids[at] ?? 0), vals.qty_available);
    }
    return ids;
  },
  inverse: {
    qty_available: (model, ids, value) =>
      setOnHand(
        model,
        ids.flatMap((id) => variantsOf(model.env, id)),
        value,
      ),
  },
};
