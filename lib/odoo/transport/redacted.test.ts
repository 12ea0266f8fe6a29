import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../connect';
import type { OdooError } from '../errors';

const KEY = 'f3d9"1c5e7a0b2846&9d1f';
const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const answer = (value: string) =>
  `<methodResponse><params><param><value>${value}</value></param></params></methodResponse>`;

/** A server that says back to everyone what it was sent. */
const server = createServer((request, response) => {
  request.resume();
  response.setHeader('content-type', 'text/xml');
  if (request.url?.endsWith('/db')) {
    response.end(answer(`<array><data><value><string>${xml(KEY)}</string></value></data></array>`));
  } else if (request.url?.endsWith('/common')) {
    const member = `<member><name>server_version</name><value><string>17.0 ${xml(KEY)}</string></value></member>`;
    response.end(answer(`<struct>${member}</struct>`));
  } else {
    const fault = `<member><name>faultCode</name><value><int>2</int></value></member>
      <member><name>faultString</name><value><string>You sent ${xml(JSON.stringify(KEY))}, so ${xml(KEY)}</string></value></member>`;
    response.end(`<methodResponse><fault><value><struct>${fault}</struct></value></fault></methodResponse>`);
  }
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => server.close());

test('a server that repeats the key is not repeated: faults, version, databases', async () => {
  const { port } = server.address() as AddressInfo;
  const { transport, version } = await connect({
    url: `http://127.0.0.1:${port}`,
    database: 'shop',
    username: 'admin',
    apiKey: KEY,
    transport: 'xmlrpc',
    timeoutMs: 5_000,
    workers: 1,
    allowInsecure: false,
  });
  const options = { timeoutMs: 5_000 };
  const call = { uid: 2, model: 'res.users', method: 'read', args: [], kwargs: {}, answersNothing: false };
  const refusal: OdooError = await transport.execute(call, options).then(
    () => expect.unreachable(),
    (error) => error,
  );
  const told = [version, await transport.listDatabases(options), refusal.message, refusal.params];
  await transport.close();
  expect(JSON.stringify(told)).not.toContain('f3d9');
  expect(version.version).toBe('17.0 ***');
  expect(refusal).toMatchObject({ code: 'validation', params: { odooMessage: 'You sent "***", so ***' } });
});
