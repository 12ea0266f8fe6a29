import { and, desc, eq, lt, or } from 'drizzle-orm';
import { z } from 'zod';
import { type ErrorClass, type RecordKind, syncErrors } from '@/db/schema/sync';
import type { Ctx } from '@/lib/context';
import { decodeCursor, pageOf } from '@/lib/http/list';

export type SyncErrorRow = typeof syncErrors.$inferSelect;

export interface ErrorFilter {
  integrationId?: string;
  status?: SyncErrorRow['status'];
  class?: ErrorClass;
  kind?: RecordKind;
  runId?: string;
  limit: number;
  cursor?: string;
}

/** One row per record and cause, last seen first. @throws AppError invalid_cursor */
export async function listErrors(ctx: Pick<Ctx, 'db'>, filter: ErrorFilter) {
  const after = filter.cursor
    ? decodeCursor(filter.cursor, z.tuple([z.iso.datetime(), z.uuid()]))
    : undefined;
  const seen = after ? new Date(after[0]) : undefined;
  const rows = await ctx.db
    .select()
    .from(syncErrors)
    .where(
      and(
        filter.integrationId ? eq(syncErrors.integrationId, filter.integrationId) : undefined,
        filter.status ? eq(syncErrors.status, filter.status) : undefined,
        filter.class ? eq(syncErrors.class, filter.class) : undefined,
        filter.kind ? eq(syncErrors.kind, filter.kind) : undefined,
        filter.runId ? eq(syncErrors.runId, filter.runId) : undefined,
        after && seen
          ? or(
              lt(syncErrors.lastSeenAt, seen),
              and(eq(syncErrors.lastSeenAt, seen), lt(syncErrors.id, after[1])),
            )
          : undefined,
      ),
    )
    .orderBy(desc(syncErrors.lastSeenAt), desc(syncErrors.id))
    .limit(filter.limit + 1);
  return pageOf(rows, filter.limit, (row) => [row.lastSeenAt.toISOString(), row.id]);
}
