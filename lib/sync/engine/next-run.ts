import { and, desc, eq, isNull } from 'drizzle-orm';
import type { integrations, SyncConfig } from '@/db/schema/integrations';
import { runs } from '@/db/schema/runs';
import type { Ctx } from '@/lib/context';

/** Minutes between two rounds over everything; where Odoo announces its changes the round is what catches the lost ones. */
export const ROUND_MINUTES: Record<Exclude<SyncConfig['frequency'], 'manual'>, number> = {
  realtime: 15,
  '5min': 5,
  '15min': 15,
};

export type Hindrance = 'setup' | 'paused' | 'not_started' | 'manual' | 'unauthorised' | 'halted';

/** Why nothing starts by itself; null: the schedule rules. The same words as `startDueRuns`. */
export function hindranceOf(integration: typeof integrations.$inferSelect): Hindrance | null {
  const { state } = integration.connection;
  if (integration.setupStep !== null) return 'setup';
  if (!integration.enabled) return 'paused';
  if (integration.startedAt === null) return 'not_started';
  if (integration.syncConfig.frequency === 'manual') return 'manual';
  return state === 'unauthorised' || state === 'halted' ? state : null;
}

/** When the next round over everything starts at the latest: never in the past, and after Odoo's back-off. */
export async function nextRunAt(
  ctx: Pick<Ctx, 'db' | 'now'>,
  integration: typeof integrations.$inferSelect,
): Promise<Date | null> {
  const { frequency } = integration.syncConfig;
  if (frequency === 'manual' || hindranceOf(integration) !== null) return null;
  const [last] = await ctx.db
    .select({ createdAt: runs.createdAt })
    .from(runs)
    .where(
      and(
        eq(runs.integrationId, integration.id),
        eq(runs.dryRun, false),
        isNull(runs.kinds),
        isNull(runs.undoOf),
      ),
    )
    .orderBy(desc(runs.createdAt))
    .limit(1);
  const due = last ? last.createdAt.getTime() + ROUND_MINUTES[frequency] * 60_000 : 0;
  const backOff = Date.parse(integration.connection.retry_at ?? '') || 0;
  return new Date(Math.max(due, backOff, ctx.now().getTime()));
}
