import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { listOf, listQuery } from '@/lib/http/list';
import { createTokenInput } from './api-tokens';
import { updateProfileInput } from './profile';
import { SCOPES } from './scopes';
import { createUserInput, firstAdminInput, updateUserInput } from './users';

const role = z.enum(['admin', 'viewer']);
const locale = z.enum(['fr', 'en']);
const time = z.iso.datetime();
const idParams = z.object({ id: z.uuid() });
const profile = z.object({ id: z.uuid(), name: z.string(), email: z.string(), role, locale });

const user = profile.extend({
  disabled: z.boolean(),
  last_sign_in_at: time.nullable(),
  created_at: time,
});

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

const auditEvent = z.object({
  id: z.uuid(),
  at: time,
  actor: z.object({ kind: z.enum(['user', 'token', 'system']), id: z.uuid().nullable(), name: z.string() }),
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string().nullable() }),
  details: z.record(z.string(), z.unknown()),
});

export const setUp = endpoint({
  method: 'POST',
  path: '/api/v1/setup',
  tag: 'access',
  summary: 'Create the first administrator (only while there is no user)',
  access: 'public',
  body: firstAdminInput,
  answer: profile,
  status: 201,
  errors: ['already_set_up'],
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
  errors: ['not_found', 'wrong_credentials'],
});

export const readUsers = endpoint({
  method: 'GET',
  path: '/api/v1/users',
  tag: 'access',
  summary: 'All users',
  access: 'admin',
  answer: listOf(user),
});

export const addUser = endpoint({
  method: 'POST',
  path: '/api/v1/users',
  tag: 'access',
  summary: 'Create a user',
  access: 'admin',
  body: createUserInput,
  answer: user,
  status: 201,
  errors: ['email_taken'],
});

export const changeUser = endpoint({
  method: 'PATCH',
  path: '/api/v1/users/{id}',
  tag: 'access',
  summary: 'Change a user’s role, name, password, or disable the account',
  access: 'admin',
  params: idParams,
  body: updateUserInput,
  answer: user,
  errors: ['not_found', 'last_admin'],
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

export const readAudit = endpoint({
  method: 'GET',
  path: '/api/v1/audit',
  tag: 'access',
  summary: 'Who changed which setting, newest first',
  access: 'admin',
  query: listQuery,
  answer: listOf(auditEvent),
  errors: ['invalid_cursor'],
});

export const accessEndpoints = [
  setUp,
  readProfile,
  changeProfile,
  readUsers,
  addUser,
  changeUser,
  readTokens,
  addToken,
  dropToken,
  readAudit,
];
