import Decimal from 'decimal.js';
import { and, eq, isNull } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { stockLevels, warehouses } from '@/db/schema/catalogue';
import { links, stockLinks } from '@/db/schema/links';
import { readWarehouses } from '@/lib/odoo/intentions/read-warehouses';
import { readLastMoves, readUnitName, readWhereabouts } from '@/lib/odoo/intentions/read-whereabouts';
import type { OdooSession } from '@/lib/odoo/session';
import type { StockExplanation } from './answer';

const MOVES = 5;

/** Where the goods of a product lie in each synchronised warehouse, and what moved them last. */
export async function explainStock(
  db: Db,
  odoo: OdooSession,
  integrationId: string,
  { productId, odooProductId }: { productId: string; odooProductId: number },
): Promise<StockExplanation[]> {
  const [tied, remote, unit] = await Promise.all([
    tiedWarehouses(db, integrationId, productId),
    readWarehouses(odoo),
    readUnitName(odoo, odooProductId),
  ]);
  const explained = tied.map(async ({ warehouse, odooWarehouseId, level, link }) => {
    const place = remote.find(({ id }) => id === odooWarehouseId);
    if (!place) return [];
    const [locations, moves] = await Promise.all([
      readWhereabouts(odoo, odooProductId, place),
      readLastMoves(odoo, odooProductId, place, MOVES),
    ]);
    const sum = (of: (where: (typeof locations)[number]) => string) =>
      locations.reduce((total, where) => total.plus(of(where)), new Decimal(0)).toFixed();
    return [
      {
        warehouse_id: warehouse.id,
        warehouse: warehouse.name,
        unit,
        here: level?.quantity ?? '0',
        odoo: sum(({ quantity }) => quantity),
        reserved: sum(({ reserved }) => reserved),
        agreed: link?.baseQuantity ?? null,
        agreed_at: link?.lastSyncedAt?.toISOString() ?? null,
        pending: link?.pending?.difference ?? null,
        locations,
        moves: moves.map(({ date, ...move }) => ({ ...move, date: `${date.replace(' ', 'T')}Z` })),
      },
    ];
  });
  return (await Promise.all(explained)).flat();
}

function tiedWarehouses(db: Db, integrationId: string, productId: string) {
  return db
    .select({ warehouse: warehouses, odooWarehouseId: links.odooId, level: stockLevels, link: stockLinks })
    .from(links)
    .innerJoin(warehouses, and(eq(warehouses.id, links.localId), isNull(warehouses.archivedAt)))
    .leftJoin(
      stockLevels,
      and(eq(stockLevels.warehouseId, warehouses.id), eq(stockLevels.productId, productId)),
    )
    .leftJoin(
      stockLinks,
      and(
        eq(stockLinks.integrationId, integrationId),
        eq(stockLinks.warehouseId, warehouses.id),
        eq(stockLinks.productId, productId),
      ),
    )
    .where(and(eq(links.integrationId, integrationId), eq(links.kind, 'warehouse')))
    .orderBy(warehouses.name);
}
