import { and, desc, eq, gte, lt, not, sql } from 'drizzle-orm';
import { z } from 'zod';
import { integrations } from '@/db/schema/integrations';
import { type RunStatus, type RunTrigger, runs } from '@/db/schema/runs';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { decodeCursor, pageOf } from '@/lib/http/list';

export type Run = typeof runs.$inferSelect & { integrationName: string };

export interface RunFilter {
  integrationId?: string;
  status?: RunStatus;
  trigger?: RunTrigger;
  /** Only runs with something to look at: changes, conflicts, errors, an early end; or only the others. */
  eventful?: boolean;
  /** Days of the shop, `to` included: "2026-11-27". */
  from?: string;
  to?: string;
  limit: number;
  cursor?: string;
}

const FIGURES = [
  'created_here',
  'updated_here',
  'deleted_here',
  'created_in_odoo',
  'updated_in_odoo',
  'archived_in_odoo',
  'failed',
  'conflicts',
];

const EVENTFUL = sql`(${runs.status} <> 'succeeded' or exists (select 1 from jsonb_each(${runs.counts}) kind,
  jsonb_each(kind.value) figure where figure.key in ${FIGURES} and figure.value::text <> '0'))`;

const dayStart = (day: string, timezone: string, later = 0) =>
  sql`((${day}::date + ${later}::int)::timestamp at time zone ${timezone})`;

/** Runs, newest first: a run's id tells when it was asked for (UUIDv7). @throws AppError invalid_cursor */
export async function listRuns(ctx: Pick<Ctx, 'db' | 'env'>, filter: RunFilter) {
  const after = filter.cursor ? decodeCursor(filter.cursor, z.tuple([z.uuid()]))[0] : undefined;
  const rows = await withName(ctx)
    .where(
      and(
        filter.integrationId ? eq(runs.integrationId, filter.integrationId) : undefined,
        filter.status ? eq(runs.status, filter.status) : undefined,
        filter.trigger ? eq(runs.trigger, filter.trigger) : undefined,
        filter.eventful === undefined ? undefined : filter.eventful ? EVENTFUL : not(EVENTFUL),
        filter.from ? gte(runs.createdAt, dayStart(filter.from, ctx.env.TIME_ZONE)) : undefined,
        filter.to ? lt(runs.createdAt, dayStart(filter.to, ctx.env.TIME_ZONE, 1)) : undefined,
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
