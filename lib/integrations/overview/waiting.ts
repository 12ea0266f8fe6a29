import { and, count, eq, isNotNull, isNull, min } from 'drizzle-orm';
import { outbox } from '@/db/schema/feeds';
import { conflicts, syncErrors } from '@/db/schema/inbox';
import { webhookEvents } from '@/db/schema/integrations';
import { leftOut, links } from '@/db/schema/links';
import type { Ctx } from '@/lib/context';
import type { Integration } from '../find';
import type { OverviewAnswer } from './overview-answer';

/** What has yet to go each way, and what does not go by itself. */
export async function readWaiting(
  { db }: Pick<Ctx, 'db'>,
  { id, syncConfig }: Integration,
): Promise<OverviewAnswer['waiting']> {
  const [edited, [announced], errors, open, outOfReach, kept] = await Promise.all([
    db
      .select({ kind: outbox.kind, records: count(), since: min(outbox.firstChangedAt) })
      .from(outbox)
      .where(eq(outbox.integrationId, id))
      .groupBy(outbox.kind),
    db
      .select({ events: count(), since: min(webhookEvents.receivedAt) })
      .from(webhookEvents)
      .where(and(eq(webhookEvents.integrationId, id), eq(webhookEvents.status, 'pending'))),
    db.$count(syncErrors, and(eq(syncErrors.integrationId, id), eq(syncErrors.status, 'open'))),
    db.$count(conflicts, and(eq(conflicts.integrationId, id), eq(conflicts.status, 'open'))),
    db.$count(links, and(eq(links.integrationId, id), isNotNull(links.outOfReachSince))),
    db.$count(leftOut, and(eq(leftOut.integrationId, id), isNull(leftOut.broughtBackAt))),
  ]);
  const total = edited.reduce((sum, { records }) => sum + records, 0);
  const [first] = edited.flatMap(({ since }) => since ?? []).sort((a, b) => a.getTime() - b.getTime());
  return {
    to_odoo:
      syncConfig.direction === 'import'
        ? null
        : {
            total,
            kinds: Object.fromEntries(edited.map(({ kind, records }) => [kind, records])),
            since: first?.toISOString() ?? null,
          },
    to_here:
      syncConfig.direction === 'export'
        ? null
        : { total: announced?.events ?? 0, since: announced?.since?.toISOString() ?? null },
    errors,
    conflicts: open,
    out_of_reach: outOfReach,
    left_out: kept,
  };
}
