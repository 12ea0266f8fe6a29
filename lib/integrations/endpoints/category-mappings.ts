import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { mappingProposal } from '../category-mapping/mapping-answers';
import { categoryMapping, categoryMappingsInput } from '../category-mapping/mappings';
import { integrationRef } from '../find';

const params = z.object({ id: integrationRef });
const tag = 'integrations';

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
