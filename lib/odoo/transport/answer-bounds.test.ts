import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWER_BOUNDS, assertBoundedJson, SHORT_ANSWER_BYTES } from './answer-bounds';
import { DEFAULT_LIMITS, OdooHttp } from './http';
import { Json2Transport } from './json2';
import { decodeAnswer } from './xml-decode';
import { XmlRpcTransport } from './xmlrpc';

const code = (cause: string) => ({ code: 'bad_answer', params: expect.objectContaining({ cause }) });
const answer = (inside: string) =>
  Buffer.from(`<methodResponse><params><param><value>${inside}</value></param></params></methodResponse>`);
const nested = (depth: number) =>
  answer('<array><data><value>'.repeat(depth) + '</value></data></array>'.repeat(depth));

test('an answer may nest and hold what real ones do, and no more', () => {
  expect(decodeAnswer(nested(40))).toHaveProperty('value');
  expect(() => decodeAnswer(nested(ANSWER_BOUNDS.depth + 1))).toThrow(
    expect.objectContaining(code('answer_too_deep')),
  );
  assertBoundedJson(
    Buffer.from(JSON.stringify({ text: '[[[['.repeat(100), quoted: '"\\"[', list: [[1], 2] })),
  );
  expect(() => assertBoundedJson(Buffer.from('['.repeat(ANSWER_BOUNDS.depth + 1)))).toThrow(
    expect.objectContaining(code('answer_too_deep')),
  );
  expect(() => assertBoundedJson(Buffer.from(`[${'0,'.repeat(ANSWER_BOUNDS.values)}0]`))).toThrow(
    expect.objectContaining(code('answer_too_many_values')),
  );
});

const server = createServer((_request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(' '.repeat(SHORT_ANSWER_BYTES + 1));
});
let http: OdooHttp;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  http = new OdooHttp(new URL(`http://127.0.0.1:${port}`), {
    ...DEFAULT_LIMITS,
    allowInsecure: false,
    connections: 1,
  });
});
afterAll(async () => {
  await http.close();
  server.close();
});

test('a server that only says its version or who we are is not listened to for long', async () => {
  const credentials = { database: 'd', username: 'u', apiKey: 'k' };
  const options = { timeoutMs: 5_000 };
  for (const transport of [new Json2Transport(http, credentials), new XmlRpcTransport(http, credentials)]) {
    await expect(transport.version(options)).rejects.toMatchObject(code('answer_too_large'));
    await expect(transport.authenticate(options)).rejects.toMatchObject(code('answer_too_large'));
  }
});
