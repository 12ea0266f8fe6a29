import { and, eq, sql } from 'drizzle-orm';
import { webhookEvents } from '@/db/schema/integrations';
import { links } from '@/db/schema/links';
import type { RunContext } from '../kinds/kind';

/** Looks an announcement gets before polling alone is trusted: 17 and 18 announce before they commit. */
const LOOKS = 3;
/** Most transactions end within a second; the last look is for the long ones. */
const LOOK_AGAIN_SECONDS = [1, 11] as const;

/**
 * After a run: what Odoo announced before it started is done when its record was seen with a date as new as the
 * announcement, or has been looked for often enough; otherwise it is due again a moment later. A hint only:
 * whatever is given up here is seen by the next poll.
 */
export async function settleAnnouncements({ ctx, integration, run, odoo }: RunContext): Promise<void> {
  const ahead = (odoo.serverTime().getTime() - ctx.now().getTime()) / 1_000;
  const seen = sql`exists (select 1 from ${links} where ${links.integrationId} = ${integration.id}
    and ${links.odooModel} = ${webhookEvents.odooModel} and ${links.odooId} = ${webhookEvents.odooId}
    and (${links.odooWriteDate} || '+00')::timestamptz >= ${webhookEvents.receivedAt} + make_interval(secs => ${ahead - 2}))`;
  const done = sql`(${webhookEvents.attempts} + 1 >= ${LOOKS} or ${seen})`;
  await ctx.db
    .update(webhookEvents)
    .set({
      attempts: sql`${webhookEvents.attempts} + 1`,
      status: sql`case when ${done} then 'done' else 'pending' end`,
      doneAt: sql`case when ${done} then now() end`,
      runId: sql`case when ${done} then ${run.id}::uuid end`,
      dueAt: sql`now() + make_interval(secs => case when ${webhookEvents.attempts} = 0 then ${LOOK_AGAIN_SECONDS[0]}::int else ${LOOK_AGAIN_SECONDS[1]}::int end)`,
    })
    .where(
      and(
        eq(webhookEvents.integrationId, integration.id),
        eq(webhookEvents.status, 'pending'),
        sql`${webhookEvents.dueAt} <= ${run.startedAt?.toISOString() ?? ctx.now().toISOString()}::timestamptz`,
        sql`(${run.kinds === null} or ${webhookEvents.topic} = 'stock')`,
      ),
    );
}
