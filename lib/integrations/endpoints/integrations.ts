import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { integrationRef } from '../find';
import { overviewAnswer } from '../overview/overview-answer';
import { integrationAnswer } from '../present';
import { createInput, updateInput } from '../schema';

const params = z.object({ id: integrationRef });
const tag = 'integrations';

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
