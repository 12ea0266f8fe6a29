import { and, eq } from 'drizzle-orm';
import { stockLevels, warehouses } from '@/db/schema/catalogue';
import { syncErrors } from '@/db/schema/inbox';
import type { KindStage } from './kind-stage';

/** A stored product that both sides know, and how either side counts it. */
export interface StoredGoods {
  readonly localId: string;
  readonly odooId: number;
  /** Odoo's stock location. */
  readonly place: number;
  /** Types a count, a threshold or both here; null: no count. */
  setHere(quantity: string | null, alertThreshold?: string | null): Promise<void>;
  /** Counts in the stock location of Odoo. */
  setInOdoo(quantity: number): Promise<void>;
  here(): Promise<{ quantity: number; threshold: string | null } | null>;
  /** What lies in the stock location of Odoo. */
  there(): Promise<number>;
  movesThere(): Promise<number>;
  /** Codes of the open errors. */
  errorsHere(): Promise<string[]>;
}

/** New goods of that name, counted in Odoo's stock location and the default warehouse here. */
export async function storedGoods(stage: KindStage, name: string): Promise<StoredGoods> {
  const { db } = stage.runtime;
  const product = await stage.product(name);
  const place = await stage.odoo.as(
    'admin',
    (env) => env.model('stock.warehouse').one(1, 'lot_stock_id') ?? 0,
  );
  const [warehouse] = await db.select().from(warehouses).where(eq(warehouses.isDefault, true));
  if (!warehouse) throw new Error('no default warehouse');
  const key = { productId: product.localId, warehouseId: warehouse.id };
  return {
    ...product,
    place,
    setHere: async (quantity, alertThreshold) => {
      const values = {
        ...(quantity === null ? {} : { quantity }),
        ...(alertThreshold === undefined ? {} : { alertThreshold }),
      };
      await db
        .insert(stockLevels)
        .values({ ...key, ...values })
        .onConflictDoUpdate({ target: [stockLevels.productId, stockLevels.warehouseId], set: values });
    },
    setInOdoo: (quantity) =>
      stage.odoo.as('admin', (env) => {
        const field = env.caps.version >= 15 ? 'inventory_quantity_auto_apply' : 'inventory_quantity';
        env
          .with({ inventory_mode: true })
          .model('stock.quant')
          .create({ product_id: product.odooId, location_id: place, [field]: quantity });
      }),
    here: async () => {
      const [row] = await db
        .select()
        .from(stockLevels)
        .where(and(eq(stockLevels.productId, key.productId), eq(stockLevels.warehouseId, key.warehouseId)));
      return row ? { quantity: Number(row.quantity), threshold: row.alertThreshold } : null;
    },
    there: () =>
      stage.odoo.as('admin', (env) => {
        const quants = env.model('stock.quant');
        const ids = quants.search([
          ['product_id', '=', product.odooId],
          ['location_id', '=', place],
        ]);
        return ids.reduce((sum, id) => sum + quants.number(id, 'quantity'), 0);
      }),
    movesThere: () =>
      stage.odoo.as(
        'admin',
        (env) => env.model('stock.move').search([['product_id', '=', product.odooId]]).length,
      ),
    errorsHere: async () => {
      const rows = await db
        .select()
        .from(syncErrors)
        .where(and(eq(syncErrors.localId, product.localId), eq(syncErrors.status, 'open')));
      return rows.map((row) => row.code);
    },
  };
}
