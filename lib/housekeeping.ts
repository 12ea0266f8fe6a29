import { and, eq, lt } from 'drizzle-orm';
import { webhookEvents } from '@/db/schema/integrations';
import { idempotencyKeys, signInAttempts } from '@/db/schema/people';
import type { Ctx } from '@/lib/context';

const DAY = 24 * 3600 * 1000;
const KEPT_DAYS = { idempotencyKeys: 7, signInAttempts: 7, webhookEvents: 7 } as const;

/** Forgets what is past its keeping time: answered idempotency keys, old sign-in failures, handled webhooks. */
export async function keepHouse(ctx: Ctx): Promise<{ forgotten: number }> {
  const before = (days: number) => new Date(ctx.now().getTime() - days * DAY);
  const results = [
    await ctx.db
      .delete(idempotencyKeys)
      .where(lt(idempotencyKeys.createdAt, before(KEPT_DAYS.idempotencyKeys)))
      .returning({ key: idempotencyKeys.key }),
    await ctx.db
      .delete(signInAttempts)
      .where(lt(signInAttempts.lastAt, before(KEPT_DAYS.signInAttempts)))
      .returning({ key: signInAttempts.key }),
    await ctx.db
      .delete(webhookEvents)
      .where(
        and(eq(webhookEvents.status, 'done'), lt(webhookEvents.receivedAt, before(KEPT_DAYS.webhookEvents))),
      )
      .returning({ id: webhookEvents.id }),
  ];
  return { forgotten: results.reduce((total, rows) => total + rows.length, 0) };
}
