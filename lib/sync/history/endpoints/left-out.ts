import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { listOf, listQuery } from '@/lib/http/list';
import { leftOutAnswer } from '../answers';
import { ids, integrationFilter, tag } from './common';

export const readLeftOut = endpoint({
  method: 'GET',
  path: '/api/v1/left-out',
  tag,
  summary: 'Records of Odoo that an undo took back and that stay out until a person brings them back',
  access: 'viewer',
  query: listQuery.extend({
    integration_id: integrationFilter,
    kind: z.enum(['category', 'product', 'variant']).optional(),
  }),
  answer: listOf(leftOutAnswer),
});

export const bringBackLeftOut = endpoint({
  method: 'POST',
  path: '/api/v1/left-out/bring-back',
  tag,
  summary: 'Bring back what was left out: the same records, tied to Odoo again',
  access: 'admin',
  body: z.object({ ids }),
  answer: z.object({ brought_back: z.number().int() }),
  status: 202,
});
