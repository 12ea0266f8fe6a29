import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import { conflicts, type RecordKind } from '@/db/schema/sync';
import type { Ctx } from '@/lib/context';
import { decodeCursor, pageOf } from '@/lib/http/list';

export type Conflict = typeof conflicts.$inferSelect;

export interface ConflictFilter {
  integrationId?: string;
  status?: Conflict['status'];
  kind?: RecordKind;
  limit: number;
  cursor?: string;
}

/** Conflicts, newest first (their ids tell when). @throws AppError invalid_cursor */
export async function listConflicts(ctx: Pick<Ctx, 'db'>, filter: ConflictFilter) {
  const after = filter.cursor ? decodeCursor(filter.cursor, z.tuple([z.uuid()]))[0] : undefined;
  const rows = await ctx.db
    .select()
    .from(conflicts)
    .where(
      and(
        filter.integrationId ? eq(conflicts.integrationId, filter.integrationId) : undefined,
        filter.status ? eq(conflicts.status, filter.status) : undefined,
        filter.kind ? eq(conflicts.kind, filter.kind) : undefined,
        after ? lt(conflicts.id, after) : undefined,
      ),
    )
    .orderBy(desc(conflicts.id))
    .limit(filter.limit + 1);
  return pageOf(rows, filter.limit, ({ id }) => [id]);
}
