import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { listOf, listQuery } from '@/lib/http/list';
import { errorAnswer, errorClass, errorStatus, recordKind } from '../answers';
import { idParams, ids, integrationFilter, tag } from './common';

export const readErrors = endpoint({
  method: 'GET',
  path: '/api/v1/errors',
  tag,
  summary: 'Errors, one per record and cause, with what to do about them',
  access: 'viewer',
  query: listQuery.extend({
    integration_id: integrationFilter,
    status: errorStatus.optional(),
    class: errorClass.optional(),
    kind: recordKind.optional(),
    run_id: z.uuid().optional(),
  }),
  answer: listOf(errorAnswer),
});

export const retryError = endpoint({
  method: 'POST',
  path: '/api/v1/errors/{id}/retry',
  tag,
  summary: 'Try a record again now',
  access: 'admin',
  params: idParams,
  answer: z.object({ retried: z.number().int() }),
  status: 202,
});

export const retryManyErrors = endpoint({
  method: 'POST',
  path: '/api/v1/errors/retry',
  tag,
  summary: 'Try several records again now',
  access: 'admin',
  body: z.object({ ids }),
  answer: z.object({ retried: z.number().int() }),
  status: 202,
});

export const ignoreError = endpoint({
  method: 'POST',
  path: '/api/v1/errors/{id}/ignore',
  tag,
  summary: 'Ignore an error until its record changes',
  access: 'admin',
  params: idParams,
  answer: z.object({ ignored: z.number().int() }),
});

export const ignoreManyErrors = endpoint({
  method: 'POST',
  path: '/api/v1/errors/ignore',
  tag,
  summary: 'Ignore several errors until their records change',
  access: 'admin',
  body: z.object({ ids }),
  answer: z.object({ ignored: z.number().int() }),
});
