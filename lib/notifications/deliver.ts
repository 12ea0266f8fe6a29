import { and, eq, isNull, sql } from 'drizzle-orm';
import {
  type NotificationKind,
  notificationChoices,
  notificationDeliveries,
  type notifications,
  notificationWebhooks,
} from '@/db/schema/notifications';
import { users } from '@/db/schema/people';
import type { Ctx } from '@/lib/context';
import { nextDigest } from './digest-time';
import { standardChoice } from './kinds';

type Event = 'raised' | 'ended';

/** Puts the letters and calls about an event in line, for those who want them; the end only for who heard of the beginning. */
export async function deliver(
  ctx: Ctx,
  { id, kind }: typeof notifications.$inferSelect,
  event: Event,
  { mail }: { mail: boolean },
): Promise<void> {
  const now = ctx.now();
  const heard = event === 'ended' ? await whoHeard(ctx, id) : null;
  const letters = mail ? await letterReaders(ctx, kind) : [];
  const digest = nextDigest(now, ctx.env.TIME_ZONE);
  const hooks = await ctx.db
    .select({ id: notificationWebhooks.id })
    .from(notificationWebhooks)
    .where(and(eq(notificationWebhooks.enabled, true), sql`${notificationWebhooks.kinds} ? ${kind}`));
  const due = [
    ...letters.map(({ userId, email }) => ({ userId, dueAt: email === 'digest' ? digest : now })),
    ...hooks.map((hook) => ({ webhookId: hook.id, dueAt: now })),
  ].filter((one) => heard === null || heard.has('userId' in one ? one.userId : one.webhookId));
  if (due.length === 0) return;
  await ctx.db
    .insert(notificationDeliveries)
    .values(due.map((one) => ({ ...one, notificationId: id, event })));
}

async function whoHeard({ db }: Ctx, notificationId: string): Promise<Set<string | null>> {
  const rows = await db
    .select({ userId: notificationDeliveries.userId, webhookId: notificationDeliveries.webhookId })
    .from(notificationDeliveries)
    .where(eq(notificationDeliveries.notificationId, notificationId));
  return new Set(rows.map(({ userId, webhookId }) => userId ?? webhookId));
}

async function letterReaders({ db }: Ctx, kind: NotificationKind) {
  const people = await db
    .select({ userId: users.id, role: users.role, chosen: notificationChoices.email })
    .from(users)
    .leftJoin(
      notificationChoices,
      and(eq(notificationChoices.userId, users.id), eq(notificationChoices.kind, kind)),
    )
    .where(isNull(users.disabledAt));
  return people
    .map(({ userId, role, chosen }) => ({ userId, email: chosen ?? standardChoice(kind, role).email }))
    .filter(({ email }) => email !== 'off');
}
