import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { listOf, listQuery } from '@/lib/http/list';
import { recordKind } from '@/lib/sync/history/answers';
import { identityChoice } from '@/lib/sync/identity/state';
import { mappingProposal } from './category-mapping/mapping-answers';
import { categoryMapping, categoryMappingsInput } from './category-mapping/mappings';
import { connectionTest, discovery } from './connection-answers';
import { integrationRef } from './find';
import { identityAnswer } from './identity';
import { overviewAnswer } from './overview/overview-answer';
import { integrationAnswer } from './present';
import { configInput, connectionInput, createInput, updateInput } from './schema';
import { DELIVERY_STATUSES, deliveryAnswer, webhookTest } from './webhooks/answers';
import { WEBHOOK_MAX_BYTES } from './webhooks/receive';
import { WEBHOOK_TOPICS } from './webhooks/topics';

const params = z.object({ id: integrationRef });
const tag = 'integrations';
const webhookSecret = z.object({
  secret: z.string(),
  previous_valid_until: z.iso.datetime().nullable(),
  urls: z.object({ products: z.string(), stock: z.string(), orders: z.string() }),
});

export const addIntegration = endpoint({
  method: 'POST',
  path: '/api/v1/integrations',
  tag,
  summary: 'Connect an Odoo',
  access: 'admin',
  body: createInput,
  answer: integrationAnswer,
  status: 201,
  errors: ['odoo_failed'],
});

export const readIntegrations = endpoint({
  method: 'GET',
  path: '/api/v1/integrations',
  tag,
  summary: 'List integrations',
  access: 'viewer',
  answer: z.object({ data: z.array(integrationAnswer), next_cursor: z.null() }),
});

export const readIntegration = endpoint({
  method: 'GET',
  path: '/api/v1/integrations/{id}',
  tag,
  summary: 'One integration; never its key',
  access: 'viewer',
  params,
  answer: integrationAnswer,
  errors: ['several_integrations'],
});

export const readIntegrationOverview = endpoint({
  method: 'GET',
  path: '/api/v1/integrations/{id}/overview',
  tag,
  summary: 'How an integration is: health, last and next run, freshness, what waits, webhooks',
  access: 'viewer',
  params,
  answer: overviewAnswer,
  errors: ['several_integrations'],
});

export const changeIntegration = endpoint({
  method: 'PATCH',
  path: '/api/v1/integrations/{id}',
  tag,
  summary: 'Change name, pause, connection or settings; api_key replaces the key',
  access: 'admin',
  params,
  body: updateInput,
  answer: integrationAnswer,
  errors: ['several_integrations', 'odoo_failed'],
  callsOdoo: true,
});

export const dropIntegration = endpoint({
  method: 'DELETE',
  path: '/api/v1/integrations/{id}',
  tag,
  summary: 'Forget an integration; products stay on both sides, and never become another Odoo’s',
  access: 'admin',
  params,
  answer: z.object({ products_kept: z.number().int() }),
  errors: ['several_integrations'],
});

export const readOdooCompanies = endpoint({
  method: 'GET',
  path: '/api/v1/integrations/{id}/companies',
  tag,
  summary: 'The companies in Odoo that the integration’s user may work for',
  access: 'admin',
  params,
  answer: z.array(z.object({ id: z.number().int(), name: z.string() })),
  errors: ['several_integrations', 'odoo_failed'],
  callsOdoo: true,
});

export const changeConfig = endpoint({
  method: 'PATCH',
  path: '/api/v1/integrations/{id}/config',
  tag,
  summary: 'Change what is synchronised and how',
  access: 'admin',
  params,
  body: configInput,
  answer: integrationAnswer,
  errors: ['several_integrations', 'odoo_failed'],
  callsOdoo: true,
});

export const testUnsaved = endpoint({
  method: 'POST',
  path: '/api/v1/integrations/test',
  tag,
  summary:
    'Test a connection that is not saved; with Accept: application/x-ndjson one line per check as it ends',
  access: 'admin',
  body: z.strictObject({ config: connectionInput, sync_config: createInput.shape.sync_config }),
  answer: connectionTest,
  callsOdoo: true,
});

export const testSaved = endpoint({
  method: 'POST',
  path: '/api/v1/integrations/{id}/test',
  tag,
  summary:
    'Test the connection of an integration; with Accept: application/x-ndjson one line per check as it ends',
  access: 'admin',
  params,
  answer: connectionTest,
  errors: ['several_integrations'],
  callsOdoo: true,
});

export const discoverOdoo = endpoint({
  method: 'POST',
  path: '/api/v1/integrations/discover',
  tag,
  summary: 'What a server tells without a login: its version and, where it may, its databases',
  access: 'admin',
  body: z.strictObject({ url: connectionInput.shape.url }),
  answer: discovery,
  callsOdoo: true,
});

export const readOdooWarehouses = endpoint({
  method: 'GET',
  path: '/api/v1/integrations/{id}/warehouses',
  tag,
  summary: 'The warehouses Odoo has; with `names=true` also by the name that people know them by',
  access: 'admin',
  params,
  query: z.object({ names: z.literal('true').optional() }),
  answer: z.array(
    z.object({
      id: z.number().int(),
      name: z.string(),
      code: z.string(),
      warehouse_name: z.string().optional(),
    }),
  ),
  errors: ['several_integrations', 'odoo_failed'],
  callsOdoo: true,
});

export const readMappings = endpoint({
  method: 'GET',
  path: '/api/v1/integrations/{id}/category-mappings',
  tag,
  summary: 'Which category here is which in Odoo',
  access: 'viewer',
  params,
  answer: z.array(categoryMapping),
  errors: ['several_integrations'],
});

export const writeMappings = endpoint({
  method: 'PUT',
  path: '/api/v1/integrations/{id}/category-mappings',
  tag,
  summary: 'Replace the pairs chosen by hand',
  access: 'admin',
  params,
  body: categoryMappingsInput,
  answer: z.array(categoryMapping),
  errors: ['several_integrations', 'unknown_category'],
});

export const readProposal = endpoint({
  method: 'GET',
  path: '/api/v1/integrations/{id}/category-mappings/proposal',
  tag,
  summary: 'Both category trees with the pairs that are and those that would be',
  access: 'admin',
  params,
  answer: mappingProposal,
  errors: ['several_integrations', 'odoo_failed'],
  callsOdoo: true,
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

export const startSync = endpoint({
  method: 'POST',
  path: '/api/v1/integrations/{id}/sync',
  tag,
  summary: 'Ask for a run; while one is queued it is that one',
  access: 'admin',
  scope: 'sync',
  params,
  body: z.strictObject({
    mode: z.enum(['incremental', 'full']).optional(),
    dry_run: z.boolean().optional(),
    kinds: z.array(recordKind).min(1).optional(),
    /** A person has seen the safety halt and wants the run to pass. */
    confirmed: z.boolean().optional(),
  }),
  answer: z.object({ run_id: z.uuid() }),
  status: 202,
  errors: ['several_integrations'],
});

export const startCheck = endpoint({
  method: 'POST',
  path: '/api/v1/integrations/{id}/check',
  tag,
  summary:
    'Compare every selected value of every record with Odoo, writing on neither side; while one is queued its run_id',
  access: 'admin',
  scope: 'sync',
  params,
  answer: z.object({ run_id: z.uuid() }),
  status: 202,
  errors: ['several_integrations'],
});

export const readIdentityFindings = endpoint({
  method: 'GET',
  path: '/api/v1/integrations/{id}/identity',
  tag,
  summary: 'Whether Odoo is the one that is known; what was found if it went back in time or is another one',
  access: 'viewer',
  params,
  answer: identityAnswer,
  errors: ['several_integrations'],
});

export const answerIdentity = endpoint({
  method: 'POST',
  path: '/api/v1/integrations/{id}/identity',
  tag,
  summary:
    'After Odoo went back: send again what it lost, or take its older state; asks for the run that does it',
  access: 'admin',
  params,
  body: z.strictObject({ choice: identityChoice }),
  answer: z.object({ run_id: z.uuid() }),
  status: 202,
  errors: ['several_integrations', 'identity_not_in_question', 'integration_paused'],
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

export const integrationEndpoints = [
  addIntegration,
  readIntegrations,
  readIntegration,
  readIntegrationOverview,
  changeIntegration,
  dropIntegration,
  testUnsaved,
  testSaved,
  discoverOdoo,
  readOdooWarehouses,
  readOdooCompanies,
  changeConfig,
  readMappings,
  writeMappings,
  readProposal,
  readSecret,
  renewSecret,
  installWebhooks,
  readDeliveries,
  testWebhooks,
  startSync,
  startCheck,
  readIdentityFindings,
  answerIdentity,
  announceChange,
];
