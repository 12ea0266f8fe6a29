import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { listOf } from '@/lib/http/list';
import { confirmInput, updateProfileInput } from '../profile';
import { idParams, profile, time } from './common';

const session = z.object({
  id: z.uuid(),
  user_agent: z.string(),
  address: z.string().nullable(),
  last_seen_at: time,
  created_at: time,
  current: z.boolean(),
});

export const readProfile = endpoint({
  method: 'GET',
  path: '/api/v1/me',
  tag: 'access',
  summary: 'The signed-in person',
  access: 'viewer',
  answer: profile,
  errors: ['not_found'],
});

export const changeProfile = endpoint({
  method: 'PATCH',
  path: '/api/v1/me',
  tag: 'access',
  summary: 'Change one’s own name, language or password',
  access: 'viewer',
  body: updateProfileInput,
  answer: profile,
  errors: ['not_found', 'wrong_credentials', 'too_many_attempts'],
});

export const confirmSelf = endpoint({
  method: 'POST',
  path: '/api/v1/me/confirm',
  tag: 'access',
  summary: 'Prove who one is once more, before what is dangerous',
  access: 'viewer',
  body: confirmInput,
  errors: ['wrong_credentials', 'too_many_attempts', 'code_required', 'wrong_code', 'not_found'],
});

export const readSessions = endpoint({
  method: 'GET',
  path: '/api/v1/me/sessions',
  tag: 'access',
  summary: 'One’s own open sessions',
  access: 'viewer',
  answer: listOf(session),
  errors: ['not_found'],
});

export const dropOtherSessions = endpoint({
  method: 'DELETE',
  path: '/api/v1/me/sessions',
  tag: 'access',
  summary: 'End all of one’s sessions but this one',
  access: 'viewer',
  answer: z.object({ ended: z.number().int() }),
  errors: ['not_found'],
});

export const dropSession = endpoint({
  method: 'DELETE',
  path: '/api/v1/me/sessions/{id}',
  tag: 'access',
  summary: 'End one of one’s sessions',
  access: 'viewer',
  params: idParams,
  errors: ['not_found'],
});

export const startTwoFactor = endpoint({
  method: 'POST',
  path: '/api/v1/me/two-factor',
  tag: 'access',
  summary: 'Make a secret for an authenticator; it counts once a code of it was shown',
  access: 'viewer',
  answer: z.object({ secret: z.string(), uri: z.string() }),
  secretAnswer: true,
  sensitive: true,
  errors: ['two_factor_enabled', 'not_found'],
});

export const finishTwoFactor = endpoint({
  method: 'PUT',
  path: '/api/v1/me/two-factor',
  tag: 'access',
  summary: 'Turn the second factor on by a code; answers the recovery codes, this once',
  access: 'viewer',
  body: z.strictObject({ code: z.string().trim().min(6).max(40) }),
  answer: z.object({ recovery_codes: z.array(z.string()) }),
  secretAnswer: true,
  sensitive: true,
  errors: ['wrong_code', 'not_found'],
});

export const dropTwoFactor = endpoint({
  method: 'DELETE',
  path: '/api/v1/me/two-factor',
  tag: 'access',
  summary: 'Turn one’s second factor off',
  access: 'viewer',
  sensitive: true,
  errors: ['not_found'],
});
