import { randomBytes } from 'node:crypto';
import { desc, eq, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { z } from 'zod';
import { notificationDeliveries, notificationWebhooks } from '@/db/schema/notifications';
import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { translate } from '@/lib/i18n/translate';
import { type Reach, wrongWithAddress } from '@/lib/net/public-address';
import { NOTIFICATION_KINDS, WEBHOOK_FORMATS } from './kinds';
import { PostFailed, postSigned } from './post-signed';
import { formatOf, messageOf } from './webhook-message';
import { webhookTextPurpose } from './webhook-text-purpose';

export type WebhookRow = typeof notificationWebhooks.$inferSelect;

const kinds = z.array(z.enum(NOTIFICATION_KINDS)).min(1);

export const newWebhook = z.strictObject({
  name: z.string().trim().min(1).max(100),
  url: z.url().max(2000),
  /** Absent: told by the address. */
  format: z.enum(WEBHOOK_FORMATS).optional(),
  kinds: kinds.default([...NOTIFICATION_KINDS]),
  locale: z.enum(['fr', 'en']).default('fr'),
});
export const webhookPatch = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  kinds: kinds.optional(),
  enabled: z.boolean().optional(),
});

/** Address and secret of a webhook, to call it. */
export function openWebhook(
  { secrets }: Pick<Ctx, 'secrets'>,
  { id, urlEncrypted, secretEncrypted }: WebhookRow,
): { url: string; secret: string } {
  const open = (sealed: string) => secrets.decrypt(sealed, webhookTextPurpose(id));
  return { url: open(urlEncrypted), secret: open(secretEncrypted) };
}

/** All webhooks with the last failure that was not made good, oldest first. @throws AppError forbidden */
export async function listWebhooks(ctx: Ctx) {
  requireAdmin(ctx);
  const rows = await ctx.db.select().from(notificationWebhooks).orderBy(notificationWebhooks.id);
  const latest = await ctx.db
    .selectDistinctOn([notificationDeliveries.webhookId])
    .from(notificationDeliveries)
    .where(sql`${notificationDeliveries.webhookId} is not null and ${notificationDeliveries.attempts} > 0`)
    .orderBy(notificationDeliveries.webhookId, desc(notificationDeliveries.id));
  const failures = new Map(latest.map(({ webhookId, failure }) => [webhookId, failure]));
  return rows.map((row) => ({ ...row, failure: failures.get(row.id) ?? null }));
}

/**
 * Adds an address that is told. Its secret is in this answer only.
 * @throws AppError forbidden, invalid_request when the address is none that may be called
 */
export async function addWebhook(
  ctx: Ctx,
  { url, format = formatOf(url), ...input }: z.output<typeof newWebhook>,
  reach: Reach,
): Promise<{ row: WebhookRow; secret: string }> {
  requireAdmin(ctx);
  checkAddress(url, reach);
  const id = v7();
  const secret = randomBytes(32).toString('base64url');
  const seal = (text: string) => ctx.secrets.encrypt(text, webhookTextPurpose(id));
  const row = await inTransaction(ctx, async (inner) => {
    const [made] = await inner.db
      .insert(notificationWebhooks)
      .values({
        ...{ id, ...input, format, host: new URL(url).host },
        ...{ urlEncrypted: seal(url), secretEncrypted: seal(secret) },
      })
      .returning();
    if (!made) throw new AppError('internal');
    const details = { name: input.name, host: made.host, kinds: input.kinds };
    await recordAudit(inner, {
      action: 'notification_webhook.created',
      subject: { kind: 'notification_webhook', id },
      details,
    });
    return made;
  });
  return { row, secret };
}

/** @throws AppError forbidden, not_found */
export async function updateWebhook(
  ctx: Ctx,
  id: string,
  patch: z.output<typeof webhookPatch>,
): Promise<WebhookRow> {
  requireAdmin(ctx);
  return inTransaction(ctx, async (inner) => {
    const [row] = await inner.db
      .update(notificationWebhooks)
      .set({ ...patch, updatedAt: ctx.now() })
      .where(eq(notificationWebhooks.id, id))
      .returning();
    if (!row) throw new AppError('not_found');
    await recordAudit(inner, {
      action: 'notification_webhook.updated',
      subject: { kind: 'notification_webhook', id },
      details: patch,
    });
    return row;
  });
}

/** @throws AppError forbidden, not_found */
export async function deleteWebhook(ctx: Ctx, id: string): Promise<void> {
  requireAdmin(ctx);
  await inTransaction(ctx, async (inner) => {
    const [row] = await inner.db
      .delete(notificationWebhooks)
      .where(eq(notificationWebhooks.id, id))
      .returning();
    if (!row) throw new AppError('not_found');
    const details = { name: row.name };
    await recordAudit(inner, {
      action: 'notification_webhook.deleted',
      subject: { kind: 'notification_webhook', id },
      details,
    });
  });
}

/** Sends an example there and then. @throws AppError forbidden, not_found, webhook_refused */
export async function testWebhook(ctx: Ctx, id: string, reach: Reach): Promise<void> {
  requireAdmin(ctx);
  const [row] = await ctx.db.select().from(notificationWebhooks).where(eq(notificationWebhooks.id, id));
  if (!row) throw new AppError('not_found');
  const example = {
    ...({
      notificationId: id,
      kind: 'conflicts_waiting',
      event: 'raised',
      at: ctx.now(),
      params: { count: 2 },
    } as const),
    integration: { id, name: translate(row.locale, 'notifications.example') },
  };
  try {
    await postSigned(
      { ...openWebhook(ctx, row), now: ctx.now() },
      messageOf(row, example, ctx.env.APP_URL),
      reach,
    );
  } catch (cause) {
    if (!(cause instanceof PostFailed)) throw cause;
    throw new AppError('webhook_refused', { reason: cause.message }, { cause });
  }
}

/** Only https to the world outside: what is told is the shop's business. @throws AppError invalid_request */
function checkAddress(url: string, reach: Reach): void {
  const insecure = new URL(url).protocol !== 'https:' && !reach.allowPrivate;
  if (insecure || wrongWithAddress(url, reach))
    throw new AppError('invalid_request', {}, { fields: [{ path: 'url', message: 'outgoing_url' }] });
}
