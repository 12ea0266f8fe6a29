import { expect, test } from 'vitest';
import { nextAuthCall } from './next-auth-call';

const FORM = 'application/x-www-form-urlencoded';
const ADDRESS = 'http://x/api/auth/callback/credentials';

const posted = (body: string, type: string) =>
  nextAuthCall(
    new Request(ADDRESS, { method: 'POST', body, headers: { 'content-type': type } }),
    'callback/credentials',
  );

test.each([
  ['a form', 'email=a%40b.c&password=p+q', FORM],
  ['JSON', '{"email":"a@b.c","password":"p q","json":true,"more":{"x":1}}', 'application/json'],
])('%s signs in', async (_name, body, type) => {
  const form = await (await posted(body, type)).formData();
  expect([...form]).toEqual([
    ['email', 'a@b.c'],
    ['password', 'p q'],
  ]);
});

test.each([
  ['broken JSON', '{bad', 'application/json', 'invalid_json'],
  ['a broken form', 'a', 'multipart/form-data; boundary=x', 'unsupported_media_type'],
  ['a text', 'a', 'text/plain', 'unsupported_media_type'],
  ['more than anybody needs to sign in', `email=${'a'.repeat(20_000)}`, FORM, 'payload_too_large'],
])('%s is refused before it is taken apart', (_name, body, type, code) =>
  expect(posted(body, type)).rejects.toMatchObject({ code }),
);

test.each([
  ['GET', 'callback/credentials'],
  ['GET', 'error'],
  ['POST', '_log'],
  ['DELETE', 'session'],
])('%s %s is no address of ours', (method, action) =>
  expect(nextAuthCall(new Request(ADDRESS, { method }), action)).rejects.toMatchObject({ code: 'not_found' }),
);
