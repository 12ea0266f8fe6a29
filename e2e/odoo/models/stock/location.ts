import type { Env } from '../../orm/env';
import type { Model } from '../../orm/model';
import type { ModelSpec } from '../../orm/model-spec';

/** Groups that may change stock masters (FACTS.md A, Rights). */
export const STOCK_ADMIN = 'Inventory/Administrator';
export const STOCK_USER = 'Inventory/User';

/** "WH/Stock/Shelf 1"; a view keeps its own name, and starts the names below it. */
function completeName(model: Model, id: number): string {
  const above = model.one(id, 'location_id');
  const name = model.text(id, 'name');
  return above === undefined || model.text(id, 'usage') === 'view'
    ? name
    : `${completeName(model, above)}/${name}`;
}

/** The warehouse whose view location stands above a location. */
export function warehouseOf(env: Env, location: number): number | false {
  const warehouses = env.db.table('stock.warehouse');
  const locations = env.db.table('stock.location');
  for (let at: unknown = location; typeof at === 'number'; at = locations.rows.get(at)?.location_id) {
    for (const id of warehouses.where('view_location_id', at)) return id;
  }
  return false;
}

/** A location and everything below it. */
export function locationTree(env: Env, roots: readonly number[]): Set<number> {
  const table = env.db.table('stock.location');
  const tree = new Set<number>();
  const open = [...roots];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (tree.has(id)) continue;
    tree.add(id);
    open.push(...table.where('location_id', id));
  }
  return tree;
}

/** The location that takes and gives what inventories find (usage "inventory"). */
export function inventoryLoss(env: Env): number {
  return wellKnown(env, (row) => row.usage === 'inventory' && row.name === 'Inventory adjustment');
}

/** Where deliveries to customers go. */
export function customerLocation(env: Env): number {
  return wellKnown(env, (row) => row.usage === 'customer');
}

export function supplierLocation(env: Env): number {
  return wellKnown(env, (row) => row.usage === 'supplier');
}

function wellKnown(env: Env, fits: (row: { [field: string]: unknown }) => boolean): number {
  for (const [id, row] of env.db.table('stock.location').rows) if (fits(row)) return id;
  throw new Error('The stand-in was started without its stock locations');
}

type Seed = readonly [id: number, name: string, usage: string, parent: number | false];
/** Ids as recorded: WH/Stock is 8 on 14–18 and 5 on 19 (FACTS.md B, Stock). */
const UNTIL_18: readonly Seed[] = [
  [1, 'Physical Locations', 'view', false],
  [2, 'Partners', 'view', false],
  [3, 'Virtual Locations', 'view', false],
  [4, 'Vendors', 'supplier', 2],
  [5, 'Customers', 'customer', 2],
  [6, 'Inter-company transit', 'transit', 1],
  [7, 'WH', 'view', false],
  [8, 'Stock', 'internal', 7],
  [9, 'Input', 'internal', 7],
  [10, 'Quality Control', 'internal', 7],
  [11, 'Output', 'internal', 7],
  [12, 'Packing Zone', 'internal', 7],
  [14, 'Inventory adjustment', 'inventory', 3],
  [15, 'Production', 'production', 3],
  [16, 'Scrap', 'inventory', 3],
];
const SINCE_19: readonly Seed[] = [
  [1, 'Vendors', 'supplier', false],
  [2, 'Customers', 'customer', false],
  [3, 'Inter-company transit', 'transit', false],
  [4, 'WH', 'view', false],
  [5, 'Stock', 'internal', 4],
  [6, 'Input', 'internal', 4],
  [7, 'Quality Control', 'internal', 4],
  [8, 'Output', 'internal', 4],
  [9, 'Packing Zone', 'internal', 4],
  [13, 'Inventory adjustment', 'inventory', false],
  [14, 'Production', 'production', false],
  [15, 'Scrap', 'inventory', false],
];

export const location: ModelSpec = {
  name: 'stock.location',
  label: () => 'Inventory Locations',
  order: 'complete_name, id',
  parent: 'location_id',
  displayName: completeName,
  compute: {
    complete_name: completeName,
    warehouse_id: (model, id) => warehouseOf(model.env, id),
    child_ids: (model, id) => [...model.table.where('location_id', id)],
  },
  defaults: (env) => ({ usage: 'internal', company_id: env.company(), active: true }),
  access: (_env, op) => (op === 'read' ? true : [STOCK_ADMIN]),
  seed: (env) => {
    const { tx, db, caps } = env;
    const table = db.table('stock.location');
    for (const [id, name, usage, parent] of caps.version >= 19 ? SINCE_19 : UNTIL_18) {
      const shown = id === 2 && caps.version <= 15 ? 'Partner Locations' : name;
      table.insert(tx.journal, {
        id,
        name: shown,
        usage,
        location_id: parent,
        company_id: usage === 'view' || usage === 'supplier' || usage === 'customer' ? name === 'WH' && 1 : 1,
        active: usage !== 'internal' || name === 'Stock',
        create_date: tx.startedAt,
        write_date: tx.startedAt,
        create_uid: 1,
        write_uid: 1,
      });
    }
  },
};
