import { encode } from 'next-auth/jwt';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { SYSTEM } from '@/lib/context';
import { clientAddress } from '@/lib/http/client-address';
import type { Endpoint } from '@/lib/http/endpoint';
import { handle } from '@/lib/http/handle';
import { readMetrics } from '@/lib/operation-endpoints';
import { contextOf } from '@/lib/runtime';
import { actorOfToken, createToken, createTokenInput, listTokens, revokeToken } from './api-tokens';
import { listAudit } from './audit';
import { authenticate } from './authenticate';
import { knownDevice, markDevice } from './device';
import { hashPassword, isPassword, passwordSchema } from './password';
import { confirmPerson, updateProfile } from './profile';
import { SCOPES } from './scopes';
import { actorOfSession, sessionCookie } from './session';
import { closeSession, listSessions, revokeOtherSessions } from './sessions';
import { signIn } from './sign-in';
import { enableTwoFactor, prepareTwoFactor } from './two-factor';
import { createFirstAdmin, createUser, needsSetup, updateUser } from './users';

let system: TestRuntime;
const PASSWORD = 'correct horse battery';
const nobody = { address: null, userAgent: 'test', device: null };
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
  expect(await signIn(system.ctx, { email: 'bob@EXAMPLE.com', password: PASSWORD }, nobody)).toMatchObject({
    id: user.id,
  });
  const refused = { code: 'wrong_credentials' };
  await expect(
    signIn(system.ctx, { email: 'bob@example.com', password: 'no' }, nobody),
  ).rejects.toMatchObject(refused);
  await expect(
    signIn(system.ctx, { email: 'who@example.com', password: 'no' }, nobody),
  ).rejects.toMatchObject(refused);
  await updateUser(system.ctx, user.id, { disabled: true });
  await expect(
    signIn(system.ctx, { email: 'bob@example.com', password: PASSWORD }, nobody),
  ).rejects.toMatchObject(refused);
});

test('after five failures an account must wait, even with the right password; later it may again', async () => {
  await createUser(system.ctx, { ...admin, email: 'carl@example.com', role: 'viewer' });
  const attempt = (password: string, ctx = system.ctx) =>
    signIn(ctx, { email: 'carl@example.com', password }, { ...nobody, address: '203.0.113.9' });
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
  const { stamp, sid } = await signIn(system.ctx, { email: user.email, password: PASSWORD }, nobody);
  const cookie = await encode({ token: { sub: user.id, stamp, sid }, secret: system.env.AUTH_SECRET });
  const request = new Request('http://x/', {
    headers: { cookie: `a=b; ${sessionCookie(system.env).name}=${cookie}` },
  });
  expect((await authenticate(request, system))?.actor).toMatchObject({ id: user.id, role: 'viewer' });
  await updateUser(system.ctx, user.id, { password: 'another long password' });
  expect(await authenticate(request, system)).toBeNull();
  const forged = await encode({ token: { sub: user.id, stamp, sid }, secret: 'not the secret'.repeat(3) });
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

test('guesses that come at once are as many as guesses one after the other, and lock out the guesser alone', async () => {
  await createUser(system.ctx, { ...admin, email: 'eve@example.com', role: 'viewer' });
  const guess = (password: string, visitor: object) =>
    signIn(system.ctx, { email: 'eve@example.com', password }, { ...nobody, ...visitor });
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, (_, n) => guess(`wrong ${n}`, { address: '198.51.100.1' })),
  );
  const looked = tries.filter((one) => one.status === 'rejected' && one.reason.code === 'wrong_credentials');
  expect(looked).toHaveLength(5);
  await expect(guess(PASSWORD, { address: '198.51.100.1' })).rejects.toMatchObject({
    code: 'too_many_attempts',
  });
  await expect(guess(PASSWORD, { address: '198.51.100.2' })).resolves.toMatchObject({
    email: 'eve@example.com',
  });
  const mark = markDevice(system.env.AUTH_SECRET, 'eve@example.com');
  const device = knownDevice(system.env.AUTH_SECRET, 'EVE@example.com', mark);
  expect(device).not.toBeNull();
  expect(knownDevice(system.env.AUTH_SECRET, 'other@example.com', mark)).toBeNull();
  await expect(guess(PASSWORD, { address: '198.51.100.1', device })).resolves.toBeDefined();
});

test('the address of a caller is what our own proxies say, never what the caller says', () => {
  const header = (forwarded: string) => (name: string) =>
    ({ 'x-pm-peer': '10.0.0.1', 'x-forwarded-for': forwarded })[name];
  expect(clientAddress(header('1.1.1.1'), 0)).toBe('10.0.0.1');
  expect(clientAddress(header('9.9.9.9, 1.1.1.1'), 1)).toBe('1.1.1.1');
  expect(clientAddress(header('9.9.9.9, 1.1.1.1, 10.0.0.2'), 2)).toBe('1.1.1.1');
  expect(clientAddress(() => undefined, 1)).toBeNull();
});

test('signing out, revoking and disabling end a session for whoever has its cookie; one’s own password cannot be guessed', async () => {
  const user = await createUser(system.ctx, { ...admin, email: 'fay@example.com', role: 'viewer' });
  const open = async () => {
    const { stamp, sid } = await signIn(system.ctx, { email: user.email, password: PASSWORD }, nobody);
    const cookie = await encode({ token: { sub: user.id, stamp, sid }, secret: system.env.AUTH_SECRET });
    const actor = () => actorOfSession(system.db, system.env.AUTH_SECRET, cookie);
    return { sid, actor, ctx: contextOf(system, (await actor()) ?? SYSTEM) };
  };
  const [one, two, three] = [await open(), await open(), await open()];
  await closeSession(system.db, one.sid, new Date());
  expect(await one.actor()).toBeNull();
  expect((await listSessions(two.ctx)).map(({ id, current }) => [id, current])).toEqual(
    expect.arrayContaining([
      [two.sid, true],
      [three.sid, false],
    ]),
  );
  expect(await revokeOtherSessions(two.ctx)).toBe(1);
  expect([await two.actor(), await three.actor()]).toEqual([expect.anything(), null]);
  const wrong = { password: { current: 'no', new: 'another long password' } };
  const guesses = await Promise.allSettled(Array.from({ length: 6 }, () => updateProfile(two.ctx, wrong)));
  expect(guesses.map((one) => one.status === 'rejected' && one.reason.code).sort()).toEqual([
    'too_many_attempts',
    ...Array.from({ length: 5 }, () => 'wrong_credentials'),
  ]);
  await expect(confirmPerson(two.ctx, { password: PASSWORD })).rejects.toMatchObject({
    code: 'too_many_attempts',
  });
});

test('common passwords are refused, others are not', () => {
  for (const common of ['password123!', 'Qwertyuiop', '1234567890', 'aaaaaaaaaaaa', 'FOOTBALL2024'])
    expect(passwordSchema.safeParse(common).success).toBe(false);
  for (const fine of [PASSWORD, 'viewer password', 'Maison-Clairval-42'])
    expect(passwordSchema.safeParse(fine).success).toBe(true);
});

test('a second factor: asked for once a code was shown, no code works twice, a recovery code works once', async () => {
  const user = await createUser(system.ctx, { ...admin, email: 'gil@example.com', role: 'viewer' });
  const ctx = contextOf(system, { kind: 'user', id: user.id, name: 'Gil', role: 'viewer' });
  const { secret } = await prepareTwoFactor(ctx);
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000);
  const codeAt = (now: Date) =>
    new TOTP({ secret: Secret.fromBase32(secret), period: 30 }).generate({ timestamp: now.getTime() });
  const enter = (code: string | undefined, now: Date) =>
    signIn({ ...system.ctx, now: () => now }, { email: user.email, password: PASSWORD, code }, nobody);
  await expect(enter(undefined, at(0))).resolves.toBeDefined();
  await expect(enableTwoFactor(ctx, '000000x')).rejects.toMatchObject({ code: 'wrong_code' });
  const [recovery = ''] = await enableTwoFactor(ctx, codeAt(at(0)));
  await expect(enter(undefined, at(0))).rejects.toMatchObject({ code: 'code_required' });
  const later = at(120);
  await expect(enter(codeAt(later), later)).resolves.toBeDefined();
  await expect(enter(codeAt(later), later)).rejects.toMatchObject({ code: 'wrong_code' });
  await expect(enter(recovery.toLowerCase(), later)).resolves.toBeDefined();
  await expect(enter(recovery, later)).rejects.toMatchObject({ code: 'wrong_code' });
  const [{ dump } = { dump: '' }] = await system.database.sql<
    { dump: string }[]
  >`select json_agg(u)::text as dump from users u`;
  expect(dump).not.toContain(secret);
  expect(dump).not.toContain(recovery);
});
