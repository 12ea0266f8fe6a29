import { and, desc, eq, isNull, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { integrations } from '@/db/schema/integrations';
import { notificationChoices, notifications, notificationsSeen } from '@/db/schema/notifications';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { decodeCursor, listQuery, pageOf } from '@/lib/http/list';
import type { Locale } from '@/lib/i18n/locale';
import type { NotificationList } from './answers';
import { sentencesOf } from './sentences';

export const notificationQuery = listQuery.extend({
  /** `open`: what still lasts; `recent` (the bell): that, and what ended within the last week. */
  show: z.enum(['all', 'open', 'recent']).default('all'),
});

/**
 * What was told, the newest first, in the reader's language. A person is shown the kinds they chose.
 * @throws AppError invalid_cursor
 */
export async function listNotifications(
  ctx: Ctx,
  { limit, cursor, show }: z.output<typeof notificationQuery>,
  locale: Locale,
): Promise<NotificationList> {
  const after = cursor ? decodeCursor(cursor, z.tuple([z.iso.datetime(), z.uuid()])) : undefined;
  const [seenAt, rows, unseen] = await Promise.all([
    lastSeen(ctx),
    ctx.db
      .select({ row: notifications, name: integrations.name })
      .from(notifications)
      .innerJoin(integrations, eq(integrations.id, notifications.integrationId))
      .where(
        and(
          chosenBy(ctx),
          show === 'open' ? isNull(notifications.endedAt) : undefined,
          show === 'recent'
            ? or(isNull(notifications.endedAt), sql`${notifications.endedAt} > now() - interval '7 days'`)
            : undefined,
          after
            ? sql`(${notifications.raisedAt}, ${notifications.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
            : undefined,
        ),
      )
      .orderBy(desc(notifications.raisedAt), desc(notifications.id))
      .limit(limit + 1),
    countUnseen(ctx),
  ]);
  const page = pageOf(rows, limit, ({ row }) => [row.raisedAt.toISOString(), row.id]);
  return {
    unseen,
    next_cursor: page.next_cursor,
    data: page.data.map(({ row, name }) => ({
      id: row.id,
      integration_id: row.integrationId,
      integration_name: name,
      kind: row.kind,
      ...sentencesOf(locale, {
        ...row,
        event: row.endedAt ? 'ended' : 'raised',
        integration: { id: row.integrationId, name },
      }),
      raised_at: row.raisedAt.toISOString(),
      ended_at: row.endedAt?.toISOString() ?? null,
      seen: seenAt !== null && row.raisedAt <= seenAt,
    })),
  };
}

/** From now on all that was told is seen. @throws AppError not_found when no person is acting */
export async function markSeen(ctx: Ctx): Promise<void> {
  if (ctx.actor.kind !== 'user' || ctx.actor.id === null) throw new AppError('not_found');
  const seenAt = ctx.now();
  await ctx.db
    .insert(notificationsSeen)
    .values({ userId: ctx.actor.id, seenAt })
    .onConflictDoUpdate({ target: notificationsSeen.userId, set: { seenAt } });
}

async function countUnseen(ctx: Ctx): Promise<number> {
  if (ctx.actor.kind !== 'user') return 0;
  const since = sql`coalesce((select seen_at from notifications_seen where user_id = ${ctx.actor.id}), '-infinity')`;
  return ctx.db.$count(
    notifications,
    and(isNull(notifications.endedAt), chosenBy(ctx), sql`${notifications.raisedAt} > ${since}`),
  );
}

async function lastSeen({ db, actor }: Ctx): Promise<Date | null> {
  if (actor.kind !== 'user' || actor.id === null) return null;
  const [row] = await db.select().from(notificationsSeen).where(eq(notificationsSeen.userId, actor.id));
  return row?.seenAt ?? null;
}

/** Everything, but the kinds that the person has turned off. */
function chosenBy({ actor }: Ctx): SQL | undefined {
  if (actor.kind !== 'user' || actor.id === null) return undefined;
  return sql`not exists (select 1 from ${notificationChoices} c where c.user_id = ${actor.id}
    and c.kind = ${notifications.kind} and not c.bell)`;
}
