import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import { integrations } from '@/db/schema/integrations';
import { type RunStatus, runs } from '@/db/schema/sync';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { decodeCursor, pageOf } from '@/lib/http/list';

export type Run = typeof runs.$inferSelect & { integrationName: string };

export interface RunFilter {
  integrationId?: string;
  status?: RunStatus;
  limit: number;
  cursor?: string;
}

/** Runs, newest first: a run's id tells when it was asked for (UUIDv7). @throws AppError invalid_cursor */
export async function listRuns(ctx: Pick<Ctx, 'db'>, filter: RunFilter) {
  const after = filter.cursor ? decodeCursor(filter.cursor, z.tuple([z.uuid()]))[0] : undefined;
  const rows = await withName(ctx)
    .where(
      and(
        filter.integrationId ? eq(runs.integrationId, filter.integrationId) : undefined,
        filter.status ? eq(runs.status, filter.status) : undefined,
        after ? lt(runs.id, after) : undefined,
      ),
    )
    .orderBy(desc(runs.id))
    .limit(filter.limit + 1);
  return pageOf(rows.map(flat), filter.limit, ({ id }) => [id]);
}

/** @throws AppError not_found */
export async function getRun(ctx: Pick<Ctx, 'db'>, id: string): Promise<Run> {
  const [row] = await withName(ctx).where(eq(runs.id, id));
  if (!row) throw new AppError('not_found');
  return flat(row);
}

function withName(ctx: Pick<Ctx, 'db'>) {
  return ctx.db
    .select({ run: runs, integrationName: integrations.name })
    .from(runs)
    .innerJoin(integrations, eq(integrations.id, runs.integrationId))
    .$dynamic();
}

function flat({ run, integrationName }: { run: typeof runs.$inferSelect; integrationName: string }): Run {
  return { ...run, integrationName };
}
