import { and, desc, eq, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { conflicts } from '@/db/schema/inbox';
import type { RecordKind } from '@/db/schema/runs';
import type { Ctx } from '@/lib/context';
import { decodeCursor, pageOf } from '@/lib/http/list';

export type Conflict = typeof conflicts.$inferSelect;

export interface ConflictFilter {
  integrationId?: string;
  status?: Conflict['status'];
  kind?: RecordKind;
  field?: string;
  /** In the record's name, in any case and without accents. */
  search?: string;
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
        filter.field ? eq(conflicts.field, filter.field) : undefined,
        filter.search ? sql`strpos(text_key(${conflicts.label}), text_key(${filter.search})) > 0` : undefined,
        after ? lt(conflicts.id, after) : undefined,
      ),
    )
    .orderBy(desc(conflicts.id))
    .limit(filter.limit + 1);
  return pageOf(rows, filter.limit, ({ id }) => [id]);
}

/** The fields that conflicts are about, for a filter. */
export async function conflictFields(ctx: Pick<Ctx, 'db'>, status: Conflict['status']): Promise<string[]> {
  const rows = await ctx.db
    .selectDistinct({ field: conflicts.field })
    .from(conflicts)
    .where(eq(conflicts.status, status))
    .orderBy(conflicts.field);
  return rows.map(({ field }) => field);
}
