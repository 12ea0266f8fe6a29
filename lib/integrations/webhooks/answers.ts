import { z } from 'zod';
import { WEBHOOK_TOPICS } from './topics';

const instant = z.iso.datetime();
export const DELIVERY_STATUSES = ['pending', 'done'] as const;

/** An announcement of Odoo as it arrived, and what came of it. */
export const deliveryAnswer = z
  .object({
    id: z.uuid(),
    topic: z.enum(WEBHOOK_TOPICS),
    odoo_model: z.string(),
    odoo_id: z.number().int(),
    /** As sent, at most its first 8 KiB; null of announcements from before bodies were kept. */
    body: z.string().nullable(),
    /** How often the same body came while it waited. */
    deliveries: z.number().int(),
    status: z.enum(DELIVERY_STATUSES),
    received_at: instant,
    done_at: instant.nullable(),
    /** From arrival until a run had looked at the record. */
    latency_seconds: z.number().nullable(),
    /** The run after which it was done; its changes tell what came of it. */
    run_id: z.uuid().nullable(),
  })
  .meta({ id: 'WebhookDelivery' });
export type DeliveryAnswer = z.output<typeof deliveryAnswer>;

/** What came of trying the public address. */
export const webhookTest = z.object({
  /** Whether the announcement arrived and was kept. */
  ok: z.boolean(),
  /** What answered at the public address; null: nothing did. */
  http_status: z.number().int().nullable(),
  milliseconds: z.number().int(),
  /** Whether Odoo would have waited that long. */
  fast_enough: z.boolean(),
  /** The address that was called, without its secret. */
  url: z.string(),
});
export type WebhookTest = z.output<typeof webhookTest>;
