import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { listOf, listQuery } from '@/lib/http/list';
import { createUserInput, updateUserInput } from '../users';
import { idParams, time, user } from './common';

const auditEvent = z.object({
  id: z.uuid(),
  at: time,
  actor: z.object({ kind: z.enum(['user', 'token', 'system']), id: z.uuid().nullable(), name: z.string() }),
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string().nullable() }),
  details: z.record(z.string(), z.unknown()),
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
  sensitive: true,
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
  sensitive: true,
  errors: ['not_found', 'last_admin'],
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
