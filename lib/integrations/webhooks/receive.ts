import { and, eq, gt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { integrations, webhookEvents } from '@/db/schema/integrations';
import type { Ctx } from '@/lib/context';
import { sameSecret, sha256 } from '@/lib/crypto/compare';
import { AppError } from '@/lib/errors';
import { webhookPurpose } from '../secrets';
import type { WebhookTopic } from '../webhook-secret';

export const WEBHOOK_MAX_BYTES = 256 * 1024;
/** A moment for Odoo to commit (17 and 18 send before they do) and for further events to arrive. */
const WAKE_AFTER_SECONDS = 2;
const REPEAT_WINDOW_MS = 24 * 3600 * 1000;

const announcement = z.object({
  _model: z.string().min(1).max(100),
  _id: z.int32().positive(),
  /** There only where the merchant chose fields to send; then two equal bodies are one change. */
  write_date: z.string().optional(),
});

/**
 * Stores what Odoo announced and wakes the worker; nothing of the body is believed beyond model and id.
 * A repeated body is one event. @throws AppError unauthenticated, invalid_json, invalid_request
 */
export async function receiveWebhook(
  ctx: Ctx,
  input: { topic: WebhookTopic; secret: string | null; body: Buffer },
): Promise<{ stored: boolean }> {
  const integrationId = await integrationOfSecret(ctx, input.secret);
  const event = announcement.safeParse(parse(input.body));
  if (!event.success) {
    const fields = [{ path: '_id', message: 'required' }];
    throw new AppError('invalid_request', {}, { fields });
  }
  const digest = sha256(input.body);
  if (event.data.write_date !== undefined && (await wasReceived(ctx, integrationId, digest))) {
    return { stored: false };
  }
  const [kept] = await ctx.db
    .insert(webhookEvents)
    .values({
      integrationId,
      topic: input.topic,
      odooModel: event.data._model,
      odooId: event.data._id,
      digest,
      receivedAt: ctx.now(),
      dueAt: ctx.now(),
    })
    .onConflictDoUpdate({
      target: [webhookEvents.integrationId, webhookEvents.digest],
      targetWhere: sql`status = 'pending'`,
      // Announced once more while it is still looked for: the looks begin anew, or this change would wait for the last.
      set: { receivedAt: ctx.now(), dueAt: ctx.now(), attempts: 0 },
    })
    .returning({ isNew: sql<boolean>`xmax = 0` });
  await ctx.queue.send(
    ctx.db,
    'sync.wake',
    { integration_id: integrationId },
    { key: integrationId, delaySeconds: WAKE_AFTER_SECONDS },
  );
  return { stored: kept?.isNew ?? false };
}

/** Whose secret this is. Every secret is compared, so that the time taken tells nothing. @throws AppError unauthenticated */
async function integrationOfSecret(ctx: Ctx, secret: string | null): Promise<string> {
  const rows = await ctx.db
    .select({
      id: integrations.id,
      current: integrations.webhookSecretEncrypted,
      previous: integrations.previousWebhookSecretEncrypted,
      previousUntil: integrations.previousWebhookSecretUntil,
    })
    .from(integrations);
  let owner: string | null = null;
  for (const row of rows) {
    const purpose = webhookPurpose(row.id);
    const fits = (sealed: string) => sameSecret(ctx.secrets.decrypt(sealed, purpose), secret ?? '');
    if (fits(row.current)) owner = row.id;
    const graceful = row.previousUntil !== null && row.previousUntil > ctx.now();
    if (row.previous !== null && fits(row.previous) && graceful) owner = row.id;
  }
  if (owner === null || !secret) throw new AppError('unauthenticated');
  return owner;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new AppError('invalid_json', {}, { cause });
  }
}

async function wasReceived(ctx: Ctx, integrationId: string, digest: string): Promise<boolean> {
  const since = new Date(ctx.now().getTime() - REPEAT_WINDOW_MS);
  const [known] = await ctx.db
    .select({ id: webhookEvents.id })
    .from(webhookEvents)
    .where(
      and(
        eq(webhookEvents.integrationId, integrationId),
        eq(webhookEvents.digest, digest),
        gt(webhookEvents.receivedAt, since),
      ),
    )
    .limit(1);
  return known !== undefined;
}
