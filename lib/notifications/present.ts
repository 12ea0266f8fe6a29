import type { WebhookRow } from './webhooks';

/** A webhook as the API answers it: there is no place in it for its address. */
export function presentWebhook({ id, name, host, format, kinds, locale, enabled, createdAt }: WebhookRow) {
  return { id, name, host, format, kinds, locale, enabled, created_at: createdAt.toISOString() };
}
