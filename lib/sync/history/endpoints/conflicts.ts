import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { listOf, listQuery } from '@/lib/http/list';
import { conflictAnswer, conflictStatus, recordKind } from '../answers';
import { idParams, ids, integrationFilter, tag } from './common';

const resolution = z.object({
  choice: z.enum(['odoo', 'products_manager', 'value']),
  value: z.unknown().optional(),
});

export const readConflicts = endpoint({
  method: 'GET',
  path: '/api/v1/conflicts',
  tag,
  summary: 'Conflicts, newest first, with the values of both sides',
  access: 'viewer',
  query: listQuery.extend({
    integration_id: integrationFilter,
    status: conflictStatus.optional(),
    kind: recordKind.optional(),
    field: z.string().max(60).optional(),
    search: z.string().max(200).optional(),
  }),
  answer: listOf(conflictAnswer),
});

export const settleConflict = endpoint({
  method: 'POST',
  path: '/api/v1/conflicts/{id}/resolve',
  tag,
  summary: 'Settle a conflict: Odoo’s value, the one here, or a third',
  access: 'admin',
  params: idParams,
  body: resolution,
  answer: z.object({ settled: z.number().int() }),
});

export const settleManyConflicts = endpoint({
  method: 'POST',
  path: '/api/v1/conflicts/resolve',
  tag,
  summary: 'Settle several conflicts for one side',
  access: 'admin',
  body: z.object({ ids, choice: z.enum(['odoo', 'products_manager']) }),
  answer: z.object({ settled: z.number().int() }),
});
