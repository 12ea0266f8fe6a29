import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '@/db/client';
import { warehouses } from '@/db/schema/catalogue';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { decodeCursor, pageOf } from '@/lib/http/list';
import type { WarehouseView } from './schema';

type WarehouseRow = typeof warehouses.$inferSelect;

/** The warehouses in use, a page of them in the order they were made. @throws AppError invalid_cursor */
export async function listWarehouses(
  ctx: Pick<Ctx, 'db'>,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<{ data: WarehouseView[]; next_cursor: string | null }> {
  const after = cursor === undefined ? undefined : decodeCursor(cursor, z.tuple([z.uuid()]))[0];
  const rows = await ctx.db
    .select()
    .from(warehouses)
    .where(and(isNull(warehouses.archivedAt), after ? gt(warehouses.id, after) : undefined))
    .orderBy(asc(warehouses.id))
    .limit(limit + 1);
  const page = pageOf(rows, limit, (row) => [row.id]);
  return { ...page, data: page.data.map(view) };
}

function view(row: WarehouseRow): WarehouseView {
  return {
    id: row.id,
    name: row.name,
    code: row.code,
    is_default: row.isDefault,
    archived_at: row.archivedAt?.toISOString() ?? null,
  };
}

/** The warehouse named, or the default one; the first one there is is made when there is none. @throws AppError unknown_warehouse */
export async function warehouseFor(db: Db, id: string | undefined): Promise<WarehouseRow> {
  if (id !== undefined) {
    const [named] = await db
      .select()
      .from(warehouses)
      .where(and(eq(warehouses.id, id), isNull(warehouses.archivedAt)));
    if (!named)
      throw new AppError('unknown_warehouse', {}, { fields: [{ path: 'warehouse_id', message: 'unknown' }] });
    return named;
  }
  const known = await defaultWarehouse(db);
  if (known) return known;
  // They came from Odoo and are out of use: another one made up here would be none of Odoo's.
  if ((await db.$count(warehouses)) > 0) throw new AppError('unknown_warehouse');
  // Two at once: the unique index on the default lets one in, the other finds it.
  await db.insert(warehouses).values({ name: 'WH/Stock', code: 'WH', isDefault: true }).onConflictDoNothing();
  const made = await defaultWarehouse(db);
  if (!made) throw new AppError('unknown_warehouse');
  return made;
}

async function defaultWarehouse(db: Db): Promise<WarehouseRow | undefined> {
  const inUse = await db
    .select()
    .from(warehouses)
    .where(isNull(warehouses.archivedAt))
    .orderBy(asc(warehouses.id))
    .limit(200);
  return inUse.find((row) => row.isDefault) ?? inUse[0];
}
