import { z } from 'zod';
import type { Ctx } from '@/lib/context';
import { sha256 } from '@/lib/crypto/compare';
import { AppError } from '@/lib/errors';
import { ownerOfSecret } from './secret-owner';
import { storeAnnouncement } from './store-announcement';
import type { WebhookTopic } from './topics';
import { wakeWorkers } from './wake-workers';

export const WEBHOOK_MAX_BYTES = 256 * 1024;

const announcement = z.object({
  /** As Odoo itself allows them. */
  _model: z.string().regex(/^[a-z0-9_.]{1,100}$/),
  _id: z.int32().positive(),
  /** There only where the merchant chose fields to send; then two equal bodies are one change. */
  write_date: z.string().optional(),
});

/**
 * Stores what Odoo announced and wakes the worker; nothing of the body is believed beyond model and id, and the caller
 * is answered when it is committed. A repeated body is one event.
 * @throws AppError unauthenticated, invalid_json, invalid_request
 */
export async function receiveWebhook(
  ctx: Ctx,
  input: { topic: WebhookTopic; secret: string | null; body: Buffer },
): Promise<{ stored: boolean }> {
  const integrationId = await ownerOfSecret(ctx, input.secret);
  const event = announcement.safeParse(parse(input.body));
  if (!event.success) {
    const fields = [{ path: '_id', message: 'required' }];
    throw new AppError('invalid_request', {}, { fields });
  }
  const stored = await storeAnnouncement(ctx.db, {
    integrationId,
    topic: input.topic,
    odooModel: event.data._model,
    odooId: event.data._id,
    body: readableBody(input.body),
    digest: sha256(input.body),
    dated: event.data.write_date !== undefined,
    receivedAt: ctx.now(),
  });
  wakeWorkers(ctx, integrationId);
  return { stored };
}

/** So much of a body is kept: what Odoo sends of a record's chosen fields, in all but odd cases. */
const KEPT_BYTES = 8_192;

function readableBody(body: Buffer): string {
  return body.subarray(0, KEPT_BYTES).toString('utf8').replaceAll('\0', '\uFFFD');
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new AppError('invalid_json', {}, { cause });
  }
}
