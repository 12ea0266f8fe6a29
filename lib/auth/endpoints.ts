import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { listOf, listQuery } from '@/lib/http/list';
import { createTokenInput } from './api-tokens';
import { invitationInput, redeemInput, requestResetInput } from './password-links';
import { confirmInput, updateProfileInput } from './profile';
import { SCOPES } from './scopes';
import { createUserInput, firstAdminInput, updateUserInput } from './users';

const role = z.enum(['admin', 'viewer']);
const locale = z.enum(['fr', 'en']);
const time = z.iso.datetime();
const idParams = z.object({ id: z.uuid() });
const profile = z.object({ id: z.uuid(), name: z.string(), email: z.string(), role, locale });

const user = profile.extend({
  disabled: z.boolean(),
  two_factor: z.boolean(),
  last_sign_in_at: time.nullable(),
  created_at: time,
});

const session = z.object({
  id: z.uuid(),
  user_agent: z.string(),
  address: z.string().nullable(),
  last_seen_at: time,
  created_at: time,
  current: z.boolean(),
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

export const askPasswordReset = endpoint({
  method: 'POST',
  path: '/api/v1/password-resets',
  tag: 'access',
  summary: 'Send a link to choose a new password, if somebody has that address',
  access: 'public',
  body: requestResetInput,
  status: 202,
  errors: ['mail_unavailable', 'too_many_attempts'],
});

export const redeemLink = endpoint({
  method: 'POST',
  path: '/api/v1/password-links/redeem',
  tag: 'access',
  summary: 'Choose a password by the link of a letter, once',
  access: 'public',
  body: redeemInput,
  errors: ['link_expired'],
});

export const inviteSomebody = endpoint({
  method: 'POST',
  path: '/api/v1/users/invitations',
  tag: 'access',
  summary: 'Create a user who chooses the password by a link in a letter',
  access: 'admin',
  body: invitationInput,
  answer: user,
  status: 201,
  sensitive: true,
  errors: ['email_taken', 'mail_unavailable', 'mail_failed'],
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
  askPasswordReset,
  redeemLink,
  inviteSomebody,
  setUp,
  readProfile,
  changeProfile,
  confirmSelf,
  readSessions,
  dropOtherSessions,
  dropSession,
  startTwoFactor,
  finishTwoFactor,
  dropTwoFactor,
  readUsers,
  addUser,
  changeUser,
  readTokens,
  addToken,
  dropToken,
  readAudit,
];
