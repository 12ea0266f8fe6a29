/** What Odoo announces, by the last part of the address it is sent to. */
export const WEBHOOK_TOPICS = ['products', 'stock', 'orders'] as const;
export type WebhookTopic = (typeof WEBHOOK_TOPICS)[number];
