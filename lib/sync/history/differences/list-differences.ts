import { and, asc, eq, gt, isNotNull } from 'drizzle-orm';
import { z } from 'zod';
import { type DifferenceOutlook, runDifferences } from '@/db/schema/differences';
import type { RecordKind } from '@/db/schema/runs';
import type { Ctx } from '@/lib/context';
import { decodeCursor, pageOf } from '@/lib/http/list';

export type RunDifference = typeof runDifferences.$inferSelect;

export interface DifferenceFilter {
  runId: string;
  kind?: RecordKind | undefined;
  field?: string | undefined;
  outlook?: DifferenceOutlook | undefined;
  /** Only records that one side has not. */
  missing?: boolean | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** What a check found not alike, in the order it was found. @throws AppError invalid_cursor */
export async function listDifferences(ctx: Pick<Ctx, 'db'>, filter: DifferenceFilter) {
  const after = filter.cursor ? decodeCursor(filter.cursor, z.tuple([z.number().int()]))[0] : undefined;
  const rows = await ctx.db
    .select()
    .from(runDifferences)
    .where(
      and(
        eq(runDifferences.runId, filter.runId),
        filter.kind ? eq(runDifferences.kind, filter.kind) : undefined,
        filter.field ? eq(runDifferences.field, filter.field) : undefined,
        filter.outlook ? eq(runDifferences.outlook, filter.outlook) : undefined,
        filter.missing ? isNotNull(runDifferences.missing) : undefined,
        after === undefined ? undefined : gt(runDifferences.id, after),
      ),
    )
    .orderBy(asc(runDifferences.id))
    .limit(filter.limit + 1);
  return pageOf(rows, filter.limit, ({ id }) => [id]);
}
