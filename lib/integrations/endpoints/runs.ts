import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { recordKind } from '@/lib/sync/history/answers';
import { identityChoice } from '@/lib/sync/identity/state';
import { integrationRef } from '../find';
import { identityAnswer } from '../identity';

const params = z.object({ id: integrationRef });
const tag = 'integrations';

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
