import { and, desc, eq, inArray } from 'drizzle-orm';
import { runs } from '@/db/schema/runs';
import type { Ctx } from '@/lib/context';
import type { Locale } from '@/lib/i18n/locale';
import { hindranceOf, nextRunAt } from '@/lib/sync/engine/next-run';
import { presentRun } from '@/lib/sync/history/present';
import { findIntegration } from '../find';
import { presentIntegration } from '../present';
import { readFreshness } from './freshness';
import { healthOf } from './health';
import { type OverviewAnswer, overviewAnswer } from './overview-answer';
import { runDays } from './run-days';
import { readWaiting } from './waiting';
import { webhookFigures } from './webhook-figures';

/** One integration at a glance; nothing of it asks Odoo. @throws AppError not_found, several_integrations */
export async function readOverview(
  ctx: Pick<Ctx, 'db' | 'env' | 'now'>,
  ref: string,
  locale: Locale,
): Promise<OverviewAnswer> {
  const integration = await findIntegration(ctx, ref);
  const [current, last, lastCheck, nextAt, freshness, days, waiting, webhooks] = await Promise.all([
    lastOf(ctx, integration.id, ['queued', 'running']),
    lastOf(ctx, integration.id, ['succeeded', 'partial', 'failed', 'cancelled']),
    lastCheckOf(ctx, integration.id),
    nextRunAt(ctx, integration),
    readFreshness(ctx, integration),
    runDays(ctx, integration.id),
    readWaiting(ctx, integration),
    webhookFigures(ctx, integration.id),
  ]);
  const present = (run: typeof runs.$inferSelect | undefined) =>
    run ? presentRun({ ...run, integrationName: integration.name }, locale) : null;
  const { errors, conflicts } = waiting;
  return overviewAnswer.parse({
    health: healthOf({
      integration: presentIntegration(integration, ctx.now()),
      lastStatus: last?.status ?? null,
      errors,
      conflicts,
    }),
    current_run: present(current),
    last_run: present(last),
    last_check: present(lastCheck),
    next_run: { at: nextAt?.toISOString() ?? null, hindrance: hindranceOf(integration) },
    freshness,
    days,
    waiting,
    webhooks,
  });
}

async function lastOf(
  { db }: Pick<Ctx, 'db'>,
  integrationId: string,
  statuses: (typeof runs.$inferSelect)['status'][],
) {
  const [run] = await db
    .select()
    .from(runs)
    .where(and(eq(runs.integrationId, integrationId), eq(runs.dryRun, false), inArray(runs.status, statuses)))
    .orderBy(desc(runs.id))
    .limit(1);
  return run;
}

async function lastCheckOf({ db }: Pick<Ctx, 'db'>, integrationId: string) {
  const [run] = await db
    .select()
    .from(runs)
    .where(
      and(eq(runs.integrationId, integrationId), eq(runs.purpose, 'check'), eq(runs.status, 'succeeded')),
    )
    .orderBy(desc(runs.id))
    .limit(1);
  return run;
}
