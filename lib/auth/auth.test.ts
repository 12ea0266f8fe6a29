import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import type { Endpoint } from '@/lib/http/endpoint';
import { handle } from '@/lib/http/handle';
import { readMetrics } from '@/lib/operation-endpoints';
import { contextOf } from '@/lib/runtime';
import { actorOfToken, createToken, createTokenInput, listTokens, revokeToken } from './api-tokens';
import { listAudit } from './audit';
import { authenticate } from './authenticate';
import { hashPassword, isPassword } from './password';
import { SCOPES } from './scopes';
import { sessionCookie } from './session';
import { signIn } from './sign-in';
import { createFirstAdmin, createUser, needsSetup, updateUser } from './users';

let system: TestRuntime;
const PASSWORD = 'correct horse battery';
const admin = { email: 'Anne@example.com', name: 'Anne', password: PASSWORD, locale: 'fr' as const };

beforeAll(async () => {
  system = await createTestRuntime();
});
afterAll(() => system.drop());

test('a password is checked against its hash only', async () => {
  const hash = await hashPassword(PASSWORD);
  expect(hash).not.toContain(PASSWORD);
  expect(await isPassword(PASSWORD, hash)).toBe(true);
  expect(await isPassword(`${PASSWORD}x`, hash)).toBe(false);
  expect(await isPassword('', 'nonsense')).toBe(false);
});

test('of many who set up at the same time, one becomes the administrator', async () => {
  expect(await needsSetup(system.db)).toBe(true);
  const tries = await Promise.allSettled(
    [1, 2, 3].map((n) =>
      createFirstAdmin(system.ctx, { ...admin, email: n === 1 ? admin.email : `x${n}@example.com` }),
    ),
  );
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(
    tries.filter((one) => one.status === 'rejected' && one.reason.code === 'already_set_up'),
  ).toHaveLength(2);
  expect(await needsSetup(system.db)).toBe(false);
});

test('sign-in: right, wrong, unknown, disabled; case of the address does not matter', async () => {
  const user = await createUser(system.ctx, { ...admin, email: 'Bob@example.com', role: 'viewer' });
  expect(await signIn(system.ctx, { email: 'bob@EXAMPLE.com', password: PASSWORD }, null)).toMatchObject({
    id: user.id,
  });
  const refused = { code: 'wrong_credentials' };
  await expect(signIn(system.ctx, { email: 'bob@example.com', password: 'no' }, null)).rejects.toMatchObject(
    refused,
  );
  await expect(signIn(system.ctx, { email: 'who@example.com', password: 'no' }, null)).rejects.toMatchObject(
    refused,
  );
  await updateUser(system.ctx, user.id, { disabled: true });
  await expect(
    signIn(system.ctx, { email: 'bob@example.com', password: PASSWORD }, null),
  ).rejects.toMatchObject(refused);
});

test('after five failures an account must wait, even with the right password; later it may again', async () => {
  await createUser(system.ctx, { ...admin, email: 'carl@example.com', role: 'viewer' });
  const attempt = (password: string, ctx = system.ctx) =>
    signIn(ctx, { email: 'carl@example.com', password }, '203.0.113.9');
  for (let n = 0; n < 5; n++)
    await expect(attempt('wrong')).rejects.toMatchObject({ code: 'wrong_credentials' });
  await expect(attempt(PASSWORD)).rejects.toMatchObject({
    code: 'too_many_attempts',
    params: { minutes: 1 },
  });
  const later = { ...system.ctx, now: () => new Date(Date.now() + 61_000) };
  await expect(attempt(PASSWORD, later)).resolves.toMatchObject({ email: 'carl@example.com' });
});

test('a token works until revoked and is nowhere in the database', async () => {
  const { token, record } = await createToken(system.ctx, { name: 'stock script', role: 'viewer' });
  const request = new Request('http://x/', { headers: { authorization: `Bearer ${token}` } });
  expect(await authenticate(request, system)).toEqual({
    via: 'token',
    actor: {
      kind: 'token',
      id: record.id,
      name: 'stock script',
      role: 'viewer',
      scopes: ['read', 'metrics'],
    },
  });
  const [dump] = await system.database.sql`
    select (select coalesce(json_agg(t)::text, '') from api_tokens t) || (select json_agg(a)::text from audit_events a) as text`;
  expect(dump?.text).toContain('stock script');
  expect(dump?.text).not.toContain(token);
  await revokeToken(system.ctx, record.id);
  expect(await actorOfToken(system.db, token, new Date())).toBeNull();
  expect((await listTokens(system.ctx)).map(({ id }) => id)).not.toContain(record.id);
});

test('a session ends with the password it was opened with', async () => {
  const user = await createUser(system.ctx, { ...admin, email: 'dora@example.com', role: 'viewer' });
  const { stamp } = await signIn(system.ctx, { email: user.email, password: PASSWORD }, null);
  const cookie = await encode({ token: { sub: user.id, stamp }, secret: system.env.AUTH_SECRET });
  const request = new Request('http://x/', {
    headers: { cookie: `a=b; ${sessionCookie(system.env).name}=${cookie}` },
  });
  expect((await authenticate(request, system))?.actor).toMatchObject({ id: user.id, role: 'viewer' });
  await updateUser(system.ctx, user.id, { password: 'another long password' });
  expect(await authenticate(request, system)).toBeNull();
  const forged = await encode({ token: { sub: user.id, stamp }, secret: 'not the secret'.repeat(3) });
  const stranger = new Request('http://x/', {
    headers: { cookie: `${sessionCookie(system.env).name}=${forged}` },
  });
  expect(await authenticate(stranger, system)).toBeNull();
});

test('a viewer changes nothing, and the last administrator stays', async () => {
  const viewer = contextOf(system, { kind: 'user', id: null, name: 'v', role: 'viewer' });
  await expect(createToken(viewer, { name: 'x', role: 'admin' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(createUser(viewer, { ...admin, role: 'admin' })).rejects.toMatchObject({ code: 'forbidden' });
  const [{ id } = { id: '' }] = await system.database.sql<
    { id: string }[]
  >`select id from users where role = 'admin'`;
  await expect(updateUser(system.ctx, id, { role: 'viewer' })).rejects.toMatchObject({ code: 'last_admin' });
});

test('every change is in the audit trail, page by page, newest first', async () => {
  const first = await listAudit(system.ctx, { limit: 3 });
  const second = await listAudit(system.ctx, { limit: 500, cursor: first.next_cursor ?? '' });
  const all = [...first.data, ...second.data];
  const [{ count } = { count: 0 }] = await system.database.sql<
    { count: number }[]
  >`select count(*)::int as count from audit_events`;
  expect(all).toHaveLength(count);
  expect(new Set(all.map(({ id }) => id)).size).toBe(count);
  expect(all.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['user.created', 'user.updated', 'token.created', 'token.revoked']),
  );
  expect(JSON.stringify(all)).not.toContain('another long password');
});

test('a token ends on its day, and can do no more than its maker can now', async () => {
  const maker = await createUser(system.ctx, { ...admin, email: 'mia@example.com', role: 'admin' });
  const ctx = contextOf(system, { kind: 'user', id: maker.id, name: 'Mia', role: 'admin' });
  const { token, record } = await createToken(ctx, { name: 'hers', role: 'admin', expires_in_days: 10 });
  const child = await createToken(
    { ...ctx, actor: { kind: 'token', id: record.id, name: 'hers', role: 'admin' } },
    { name: 'made by it', role: 'admin' },
  );
  const day = 24 * 3600 * 1000;
  const later = (days: number) => new Date(Date.now() + days * day);
  expect(await actorOfToken(system.db, token, later(9))).toMatchObject({ role: 'admin', scopes: SCOPES });
  expect(await actorOfToken(system.db, token, later(11))).toBeNull();
  await updateUser(system.ctx, maker.id, { role: 'viewer' });
  const demoted = { role: 'viewer', scopes: ['read', 'metrics'] };
  expect(await actorOfToken(system.db, token, new Date())).toMatchObject(demoted);
  expect(await actorOfToken(system.db, child.token, new Date())).toMatchObject(demoted);
  await updateUser(system.ctx, maker.id, { disabled: true });
  expect(await actorOfToken(system.db, token, new Date())).toBeNull();
  expect(await actorOfToken(system.db, child.token, new Date())).toBeNull();
});

test('a token opens what it was made for, and metrics open to no other', async () => {
  const { token } = await createToken(system.ctx, { name: 'stock', role: 'admin', scopes: ['catalogue'] });
  const metrics = await createToken(system.ctx, { name: 'prometheus', role: 'viewer', scopes: ['metrics'] });
  const call = (spec: Endpoint, bearer: string) =>
    handle(spec, async () => new Response('ok'), { use: () => system })(
      new Request('http://x/', { method: spec.method, headers: { authorization: `Bearer ${bearer}` } }),
      {
        params: Promise.resolve({}),
      },
    ).then(({ status }) => status);
  const write = {
    ...readMetrics,
    method: 'POST',
    tag: 'catalogue',
    access: 'admin',
    scope: undefined,
  } as const;
  expect([await call(write, token), await call(readMetrics, token)]).toEqual([200, 403]);
  expect([await call(write, metrics.token), await call(readMetrics, metrics.token)]).toEqual([403, 200]);
  expect(createTokenInput.safeParse({ name: 'x', role: 'viewer', scopes: ['sync'] }).success).toBe(false);
});
