import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { users } from '@/db/schema/people';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { AppError } from '@/lib/errors';
import { databaseFailure } from './database-failure';
import { endpoint } from './endpoint';
import { handle } from './handle';
import { contentOf } from './idempotency';
import { isFromOwnPages } from './same-origin';

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
    { use: () => system },
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

test('a parameter that nobody knows is refused by its name, not left out in silence', async () => {
  expect((await post(good, {}, '?loud=true')).status).toBe(201);
  const answer = await post(good, {}, '?laud=true');
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ code: 'invalid_request', errors: [{ path: 'laud' }] });
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

test('bad input is never an unexpected failure: it is named where it stands', async () => {
  const nul = await post({ ...good, title: 'Fine\0' });
  expect([nul.status, (await nul.json()).errors]).toMatchObject([400, [{ path: 'title' }]]);
  const cookie = await post(good, {
    cookie: 'pm-locale=%E0%A4%A; next-auth.session-token=%',
    authorization: '',
  });
  expect(cookie.status).toBe(401);
});

test('a session writes from our own pages only, also where the browser tells no Sec-Fetch-Site', () => {
  const from = (headers: Record<string, string>) =>
    isFromOwnPages(new Request('http://x/', { method: 'POST', headers }), 'https://pm.example.com');
  expect(from({ 'sec-fetch-site': 'same-origin' })).toBe(true);
  expect(from({ 'sec-fetch-site': 'cross-site', origin: 'https://pm.example.com' })).toBe(false);
  expect(from({ origin: 'https://pm.example.com' })).toBe(true);
  expect(from({ origin: 'https://evil.example.com' })).toBe(false);
  expect(from({ origin: 'null' })).toBe(false);
  expect(from({})).toBe(false);
});

test('an answer that carries a secret is not kept, and its repetition says so', async () => {
  const secretive = endpoint({
    method: 'POST',
    path: '/api/v1/secrets',
    tag: 'test',
    summary: 'Makes a secret',
    access: 'admin',
    answer: z.object({ secret: z.string() }),
    secretAnswer: true,
  });
  const ask = () =>
    handle(secretive, async () => ({ secret: 'marked-secret-4711' }), { use: () => system })(
      new Request('http://x/api/v1/secrets', {
        method: 'POST',
        headers: { authorization: `Bearer ${admin}`, 'idempotency-key': 'k-secret' },
      }),
      { params: Promise.resolve({}) },
    );
  expect(await (await ask()).json()).toEqual({ secret: 'marked-secret-4711' });
  const again = await ask();
  expect([again.status, (await again.json()).code]).toEqual([409, 'secret_shown_once']);
  const [{ dump } = { dump: '' }] = await system.database.sql<{ dump: string }[]>`
    select coalesce(json_agg(k)::text, '') as dump from idempotency_keys k`;
  expect(dump).not.toContain('marked-secret-4711');
});

test('a public call keeps no answer for a repeated key', async () => {
  const open = endpoint({
    method: 'POST',
    path: '/api/v1/open',
    tag: 'test',
    summary: 'Anybody',
    access: 'public',
    answer: z.object({ n: z.number() }),
  });
  let n = 0;
  const ask = () =>
    handle(open, async () => ({ n: ++n }), { use: () => system })(
      new Request('http://x/api/v1/open', { method: 'POST', headers: { 'idempotency-key': 'same' } }),
      {
        params: Promise.resolve({}),
      },
    );
  expect([await (await ask()).json(), await (await ask()).json()]).toEqual([{ n: 1 }, { n: 2 }]);
});

test('a multipart body is the same by its content, whatever its boundary', async () => {
  const form = (text: string) => {
    const data = new FormData();
    data.set('file', new File([text], 'a.png', { type: 'image/png' }));
    return data;
  };
  expect(await contentOf(form('abc'))).toBe(await contentOf(form('abc')));
  expect(await contentOf(form('abc'))).not.toBe(await contentOf(form('abd')));
});

test('a database that is away is said so, and when to come back', async () => {
  const away = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  expect(databaseFailure(new Error('Failed query', { cause: away }))?.code).toBe('unavailable');
  const [overflow] = await Promise.allSettled([system.database.sql`select 3000000000::int`]);
  expect(overflow?.status === 'rejected' && databaseFailure(overflow.reason)?.code).toBe('unstorable_value');
  expect(databaseFailure(new Error('other'))).toBeUndefined();
});
