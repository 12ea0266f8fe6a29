import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { users } from '@/db/schema/people';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { AppError } from '@/lib/errors';
import { endpoint } from './endpoint';
import { handle } from './handle';

let system: TestRuntime;
let admin: string;
let viewer: string;

beforeAll(async () => {
  system = await createTestRuntime();
  admin = await system.token('admin');
  viewer = await system.token('viewer');
});
afterAll(() => system.drop());

const note = endpoint({
  method: 'POST',
  path: '/api/v1/notes/{id}',
  tag: 'test',
  summary: 'Adds a note',
  access: 'admin',
  params: z.object({ id: z.string() }),
  query: z.object({ loud: z.stringbool().default(false) }),
  body: z.object({ title: z.string().min(2), price: z.string() }),
  answer: z.object({ id: z.string(), title: z.string() }),
  status: 201,
  maxBytes: 1000,
});

let calls = 0;
const post = (body: unknown, headers: Record<string, string> = {}, query = '') =>
  handle(
    note,
    async ({ ctx, params, body: input }) => {
      calls++;
      if (input.title === 'boom') throw new Error('secret inside');
      if (input.title === 'taken') throw new AppError('email_taken');
      await ctx.db
        .insert(users)
        .values({ email: `${calls}@x`, name: input.title, passwordHash: 'x', role: 'viewer' });
      return { id: params.id, title: input.title, secret: 'never leaves' };
    },
    () => system,
  )(
    new Request(`http://x/api/v1/notes/7${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${admin}`, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
    { params: Promise.resolve({ id: '7' }) },
  );

const good = { title: 'Fine', price: '1.00' };

test('a good call answers what its schema names, and nothing else', async () => {
  const answer = await post(good);
  expect(answer.status).toBe(201);
  expect(await answer.json()).toEqual({ id: '7', title: 'Fine' });
});

test.each([
  ['no token', good, { authorization: '' }, 401, 'unauthenticated'],
  ['a wrong token', good, { authorization: 'Bearer pm_wrong' }, 401, 'unauthenticated'],
  ['not JSON', '{', {}, 400, 'invalid_json'],
  ['another type', 'a=b', { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
  ['too large', { ...good, title: 'x'.repeat(2000) }, {}, 413, 'payload_too_large'],
  ['a known failure', { ...good, title: 'taken' }, {}, 409, 'email_taken'],
] as const)('%s is a problem document', async (_name, body, headers, status, code) => {
  const answer = await post(body, headers);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect([answer.status, (await answer.json()).code]).toEqual([status, code]);
});

test('a viewer may not write', async () => {
  expect((await post(good, { authorization: `Bearer ${viewer}` })).status).toBe(403);
});

test('wrong fields are named, in the caller’s language', async () => {
  const french = await (await post({ title: 'x' })).json();
  expect(french.code).toBe('invalid_request');
  expect(french.errors.map(({ path }: { path: string }) => path)).toEqual(['title', 'price']);
  const english = await (await post({ title: 'x' }, { 'accept-language': 'en' })).json();
  expect(english.detail).toMatch(/^The request is not valid/);
  expect(french.detail).not.toBe(english.detail);
  expect(french.errors[1].message).not.toBe(english.errors[1].message);
});

test('an unexpected failure tells nothing but its request id', async () => {
  const answer = await post({ ...good, title: 'boom' });
  const problem = await answer.json();
  expect(answer.status).toBe(500);
  expect(JSON.stringify(problem)).not.toContain('secret inside');
  expect(problem.detail).toContain(problem.request_id);
});

test('the same Idempotency-Key writes once, also when both come at once', async () => {
  const before = calls;
  const [one, two] = await Promise.all([
    post(good, { 'idempotency-key': 'k1' }),
    post(good, { 'idempotency-key': 'k1' }),
  ]);
  const third = await post(good, { 'idempotency-key': 'k1' });
  const bodies = await Promise.all([one, two, third].map((answer) => answer.text()));
  expect([one.status, two.status, third.status]).toEqual([201, 201, 201]);
  expect(
    new Set(bodies.map((body) => JSON.stringify(JSON.parse(body), Object.keys(JSON.parse(body)).sort())))
      .size,
  ).toBe(1);
  expect(calls).toBe(before + 1);
  const other = await post({ ...good, title: 'Other' }, { 'idempotency-key': 'k1' });
  expect((await other.json()).code).toBe('idempotency_key_reused');
});

test('a failed write leaves its Idempotency-Key free', async () => {
  expect((await post({ ...good, title: 'taken' }, { 'idempotency-key': 'k2' })).status).toBe(409);
  expect((await post(good, { 'idempotency-key': 'k2' })).status).toBe(201);
});
