import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { listOf, listQuery } from '@/lib/http/list';
import { integrationRef } from '../find';
import { DELIVERY_STATUSES, deliveryAnswer, webhookTest } from '../webhooks/answers';
import { WEBHOOK_MAX_BYTES } from '../webhooks/receive';
import { WEBHOOK_TOPICS } from '../webhooks/topics';

const params = z.object({ id: integrationRef });
const tag = 'integrations';
const webhookSecret = z.object({
  secret: z.string(),
  previous_valid_until: z.iso.datetime().nullable(),
  urls: z.object({ products: z.string(), stock: z.string(), orders: z.string() }),
});

export const readSecret = endpoint({
  method: 'GET',
  path: '/api/v1/integrations/{id}/webhook-secret',
  tag,
  summary: 'The secret and addresses for Odoo’s webhooks',
  access: 'admin',
  params,
  answer: webhookSecret,
  errors: ['several_integrations'],
});

export const renewSecret = endpoint({
  method: 'POST',
  path: '/api/v1/integrations/{id}/webhook-secret',
  tag,
  summary: 'Renew the webhook secret; the old one keeps working for 24 hours',
  access: 'admin',
  params,
  answer: webhookSecret,
  secretAnswer: true,
  sensitive: true,
  errors: ['several_integrations'],
});

export const installWebhooks = endpoint({
  method: 'POST',
  path: '/api/v1/integrations/{id}/webhooks/install',
  tag,
  summary: 'Create the webhooks in Odoo (17 and later)',
  access: 'admin',
  params,
  answer: z.object({ installed: z.array(z.object({ model: z.string(), created: z.boolean() })) }),
  errors: ['several_integrations', 'webhooks_unavailable', 'odoo_failed'],
  callsOdoo: true,
});

export const readDeliveries = endpoint({
  method: 'GET',
  path: '/api/v1/integrations/{id}/webhooks/deliveries',
  tag,
  summary: 'What Odoo has announced, newest first: body, outcome, latency',
  access: 'admin',
  params,
  query: listQuery.extend({
    topic: z.enum(WEBHOOK_TOPICS).optional(),
    status: z.enum(DELIVERY_STATUSES).optional(),
  }),
  answer: listOf(deliveryAnswer),
  errors: ['several_integrations'],
});

export const testWebhooks = endpoint({
  method: 'POST',
  path: '/api/v1/integrations/{id}/webhooks/test',
  tag,
  summary: 'Announce a product to the public webhook address as Odoo does, and say what answered',
  access: 'admin',
  params,
  answer: webhookTest,
  errors: ['several_integrations'],
  callsOdoo: true,
});

export const announceChange = endpoint({
  method: 'POST',
  path: '/api/v1/webhooks/odoo/{topic}',
  tag: 'webhooks',
  summary: 'Called by Odoo; the webhook secret as Bearer token or as ?token=',
  access: 'public',
  bySecret: true,
  params: z.object({ topic: z.enum(WEBHOOK_TOPICS) }),
  query: z.object({ token: z.string().max(200).optional() }),
  answer: z.object({ stored: z.boolean() }),
  status: 202,
  maxBytes: WEBHOOK_MAX_BYTES,
});
