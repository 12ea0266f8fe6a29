import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { listOf } from '@/lib/http/list';
import { createTokenInput } from '../api-tokens';
import { SCOPES } from '../scopes';
import { idParams, role, time } from './common';

const token = z.object({
  id: z.uuid(),
  name: z.string(),
  role,
  scopes: z.array(z.enum(SCOPES)),
  hint: z.string(),
  last_used_at: time.nullable(),
  expires_at: time.nullable(),
  created_at: time,
});

export const readTokens = endpoint({
  method: 'GET',
  path: '/api/v1/tokens',
  tag: 'access',
  summary: 'The API tokens that still work, without the tokens themselves',
  access: 'admin',
  answer: listOf(token),
});

export const addToken = endpoint({
  method: 'POST',
  path: '/api/v1/tokens',
  tag: 'access',
  summary: 'Create an API token; it is shown in this answer only',
  access: 'admin',
  body: createTokenInput,
  sensitive: true,
  answer: token.extend({ token: z.string() }),
  status: 201,
  secretAnswer: true,
});

export const dropToken = endpoint({
  method: 'DELETE',
  path: '/api/v1/tokens/{id}',
  tag: 'access',
  summary: 'Revoke an API token',
  access: 'admin',
  params: idParams,
  errors: ['not_found'],
});
