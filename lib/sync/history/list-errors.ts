import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { anyOf } from '@/db/any-of';
import { type ErrorClass, syncErrors } from '@/db/schema/inbox';
import type { RecordKind } from '@/db/schema/runs';
import type { Ctx } from '@/lib/context';
import { decodeCursor, pageOf } from '@/lib/http/list';

export type SyncErrorRow = typeof syncErrors.$inferSelect;

export interface ErrorFilter {
  integrationId?: string;
  status?: SyncErrorRow['status'];
  class?: ErrorClass;
  kind?: RecordKind;
  runId?: string;
  /** Only about these records here. */
  localIds?: readonly string[];
  limit: number;
  cursor?: string;
}

/** To the microsecond, which a Date does not hold: the errors of one batch share their instant. */
const lastSeen = sql<string>`to_char(${syncErrors.lastSeenAt} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** One row per record and cause, last seen first. @throws AppError invalid_cursor */
export async function listErrors(ctx: Pick<Ctx, 'db'>, filter: ErrorFilter) {
  const after = filter.cursor
    ? decodeCursor(filter.cursor, z.tuple([z.iso.datetime(), z.uuid()]))
    : undefined;
  const rows = await ctx.db
    .select({ error: syncErrors, seen: lastSeen })
    .from(syncErrors)
    .where(
      and(
        filter.integrationId ? eq(syncErrors.integrationId, filter.integrationId) : undefined,
        filter.status ? eq(syncErrors.status, filter.status) : undefined,
        filter.class ? eq(syncErrors.class, filter.class) : undefined,
        filter.kind ? eq(syncErrors.kind, filter.kind) : undefined,
        filter.runId ? eq(syncErrors.runId, filter.runId) : undefined,
        filter.localIds ? anyOf(syncErrors.localId, [...filter.localIds]) : undefined,
        after
          ? sql`(${syncErrors.lastSeenAt}, ${syncErrors.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(syncErrors.lastSeenAt), desc(syncErrors.id))
    .limit(filter.limit + 1);
  const page = pageOf(rows, filter.limit, ({ error, seen }) => [seen, error.id]);
  return { ...page, data: page.data.map(({ error }) => error) };
}
