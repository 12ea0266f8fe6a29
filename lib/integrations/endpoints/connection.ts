import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { connectionTest, discovery } from '../connection-answers';
import { integrationRef } from '../find';
import { integrationAnswer } from '../present';
import { configInput, connectionInput, createInput } from '../schema';

const params = z.object({ id: integrationRef });
const tag = 'integrations';

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
  summary: 'The warehouses Odoo has; with names=true also by the name that people know them by',
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
