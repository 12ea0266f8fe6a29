import { eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { integrations } from '@/db/schema/integrations';
import { notificationDeliveries, notifications, notificationWebhooks } from '@/db/schema/notifications';
import { users } from '@/db/schema/people';
import type { Ctx } from '@/lib/context';
import type { Mailer } from '@/lib/mail/mailer';
import type { Reach } from '@/lib/net/public-address';
import { letterOf } from './letter';
import { postSigned } from './post-signed';
import { messageOf } from './webhook-message';
import { openWebhook } from './webhooks';

const AT_ONCE = 200;
/** With pauses of a minute, two, four … an hour at most: given up after about a day. */
const MOST_ATTEMPTS = 28;
const FAILURE_LENGTH = 300;

const ids = z.array(z.object({ id: z.uuid() }));

export interface Ways {
  readonly mailer: Mailer | null;
  readonly reach: Reach;
}

/**
 * Sends the letters and calls that are due. Taking one puts it off as if it had failed, and only its success is noted
 * for good: a worker that dies meanwhile loses none, and no transaction is open while the other side is spoken to.
 */
export async function sendDue(ctx: Ctx, ways: Ways): Promise<number> {
  const now = ctx.now().toISOString();
  const taken = ids.parse([
    ...(await ctx.db.execute(sql`
      update notification_deliveries set attempts = attempts + 1,
        due_at = ${now}::timestamptz + least(interval '1 hour', interval '1 minute' * power(2, least(attempts, 6)))
      where id in (select id from notification_deliveries where sent_at is null and due_at <= ${now}::timestamptz
        and attempts < ${MOST_ATTEMPTS} order by due_at limit ${AT_ONCE} for update skip locked)
      returning id`)),
  ]);
  if (taken.length === 0) return 0;
  const due = await ctx.db
    .select({
      delivery: notificationDeliveries,
      notification: notifications,
      integration: { id: integrations.id, name: integrations.name },
      user: users,
      webhook: notificationWebhooks,
    })
    .from(notificationDeliveries)
    .innerJoin(notifications, eq(notifications.id, notificationDeliveries.notificationId))
    .innerJoin(integrations, eq(integrations.id, notifications.integrationId))
    .leftJoin(users, eq(users.id, notificationDeliveries.userId))
    .leftJoin(notificationWebhooks, eq(notificationWebhooks.id, notificationDeliveries.webhookId))
    .where(
      inArray(
        notificationDeliveries.id,
        taken.map(({ id }) => id),
      ),
    )
    .orderBy(notificationDeliveries.id);
  const told = due.map(({ delivery, notification, integration, user, webhook }) => ({
    ...{ deliveryId: delivery.id, user, webhook, integration, event: delivery.event },
    ...{ notificationId: notification.id, kind: notification.kind, params: notification.params },
    at: (delivery.event === 'ended' ? notification.endedAt : null) ?? notification.raisedAt,
  }));
  for (const letters of Map.groupBy(
    told.filter(({ user }) => user !== null),
    ({ user }) => user?.id,
  ).values()) {
    await attempt(ctx, letters, async () => {
      const [{ user } = { user: null }] = letters;
      // Somebody whose account was disabled meanwhile hears nothing more.
      if (!user || user.disabledAt) return;
      if (!ways.mailer) throw new Error('SMTP_URL');
      await ways.mailer.send({ to: user.email, ...letterOf(user, letters, ctx.env.APP_URL) });
    });
  }
  for (const one of told) {
    const { webhook } = one;
    if (!webhook) continue;
    await attempt(ctx, [one], async () => {
      if (!webhook.enabled) return;
      const message = messageOf(webhook, one, ctx.env.APP_URL);
      await postSigned({ ...openWebhook(ctx, webhook), now: ctx.now() }, message, ways.reach);
    });
  }
  return taken.length;
}

async function attempt(
  ctx: Ctx,
  of: readonly { deliveryId: string }[],
  send: () => Promise<void>,
): Promise<void> {
  const those = inArray(
    notificationDeliveries.id,
    of.map(({ deliveryId }) => deliveryId),
  );
  try {
    await send();
    await ctx.db.update(notificationDeliveries).set({ sentAt: ctx.now(), failure: null }).where(those);
  } catch (error) {
    ctx.logger.warn({ err: error, deliveries: of.length }, 'a notification could not be sent');
    const failure = (error instanceof Error ? error.message : String(error)).slice(0, FAILURE_LENGTH);
    await ctx.db.update(notificationDeliveries).set({ failure }).where(those);
  }
}
