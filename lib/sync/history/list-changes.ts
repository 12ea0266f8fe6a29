import { and, asc, count, eq, gt, inArray, or } from 'drizzle-orm';
import { z } from 'zod';
import { products } from '@/db/schema/catalogue';
import { type ChangeAction, type RecordKind, runChanges } from '@/db/schema/runs';
import type { Ctx } from '@/lib/context';
import { decodeCursor, pageOf } from '@/lib/http/list';

export type RunChange = typeof runChanges.$inferSelect;

export interface ChangeFilter {
  runId: string;
  kind?: RecordKind;
  side?: 'here' | 'odoo';
  action?: ChangeAction;
  /** Only of this product, its variants and their stock. */
  product_id?: string;
  limit: number;
  cursor?: string;
}

/** What a run changed (a dry run: what it would), in the order it did. @throws AppError invalid_cursor */
export async function listChanges(ctx: Pick<Ctx, 'db'>, filter: ChangeFilter) {
  const after = filter.cursor ? decodeCursor(filter.cursor, z.tuple([z.number().int()]))[0] : undefined;
  const rows = await ctx.db
    .select()
    .from(runChanges)
    .where(
      and(
        eq(runChanges.runId, filter.runId),
        filter.kind ? eq(runChanges.kind, filter.kind) : undefined,
        filter.side ? eq(runChanges.side, filter.side) : undefined,
        filter.action ? eq(runChanges.action, filter.action) : undefined,
        filter.product_id ? inArray(runChanges.localId, familyOf(ctx, filter.product_id)) : undefined,
        after === undefined ? undefined : gt(runChanges.id, after),
      ),
    )
    .orderBy(asc(runChanges.id))
    .limit(filter.limit + 1);
  return pageOf(rows, filter.limit, ({ id }) => [id]);
}

function familyOf({ db }: Pick<Ctx, 'db'>, id: string) {
  return db
    .select({ id: products.id })
    .from(products)
    .where(or(eq(products.id, id), eq(products.parentId, id)));
}

/** How many changes of each kind, side and action a run has. */
export async function countChanges(ctx: Pick<Ctx, 'db'>, runId: string) {
  return ctx.db
    .select({ kind: runChanges.kind, side: runChanges.side, action: runChanges.action, changes: count() })
    .from(runChanges)
    .where(eq(runChanges.runId, runId))
    .groupBy(runChanges.kind, runChanges.side, runChanges.action)
    .orderBy(runChanges.kind, runChanges.side, runChanges.action);
}
