import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { OdooError } from '../errors';
import { parseBaseUrl } from './base-url';
import { DEFAULT_LIMITS, type HttpLimits, OdooHttp } from './http';
import { errorOfStatus } from './http-status';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function listen(handler: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}` };
}

function client(url: string, limits: Partial<HttpLimits> = {}): OdooHttp {
  const http = new OdooHttp(parseBaseUrl(url, false), {
    ...DEFAULT_LIMITS,
    allowInsecure: false,
    connections: 2,
    ...limits,
  });
  open.push(http);
  return http;
}

async function failure(promise: Promise<unknown>): Promise<OdooError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof OdooError) return error;
  throw new Error(`expected an OdooError, got ${String(error)}`);
}

const request = { path: '/xmlrpc/2/object', body: '<secret/>', timeoutMs: 5_000 };

describe('OdooHttp', () => {
  it('says that nothing was sent when nobody listens', async () => {
    const { server, url } = await listen(() => {});
    await new Promise((resolve) => server.close(resolve));
    const error = await failure(client(url).send(request));
    expect(error).toMatchObject({ code: 'unreachable', sent: 'no', params: { cause: 'ECONNREFUSED' } });
  });

  it('leaves open whether the work was done after a time-out', async () => {
    const { url } = await listen(() => {});
    const error = await failure(client(url).send({ ...request, timeoutMs: 50 }));
    expect(error).toMatchObject({ code: 'timeout', sent: 'unknown' });
  });

  it('leaves it open after a connection dropped before or in the answer', async () => {
    const { url } = await listen((req, res) => {
      if (req.url?.includes('before')) res.destroy();
      else {
        res.writeHead(200, { 'content-length': 1_000 });
        res.write('<methodRes', () => res.destroy());
      }
    });
    const http = client(url);
    expect(await failure(http.send({ ...request, path: '/before' }))).toMatchObject({ sent: 'unknown' });
    expect(await failure(http.send({ ...request, path: '/within' }))).toMatchObject({ sent: 'unknown' });
  });

  it('counts the whole exchange against the deadline, not only the first byte', async () => {
    const { url } = await listen(async (_, res) => {
      res.writeHead(200);
      for (let n = 0; n < 100 && !res.destroyed; n++) {
        res.write('x');
        await sleep(10);
      }
      res.end();
    });
    expect((await failure(client(url).send({ ...request, timeoutMs: 100 }))).code).toBe('timeout');
  });

  it('stops reading an answer that is too large, and never sends a request that is', async () => {
    const { url } = await listen((_, res) => res.end('x'.repeat(10_000)));
    const http = client(url, { maxAnswerBytes: 5_000, maxRequestBytes: 20 });
    expect((await failure(http.send(request))).params).toMatchObject({ cause: 'answer_too_large' });
    expect(await failure(http.send({ ...request, body: 'y'.repeat(21) }))).toMatchObject({
      code: 'too_large',
      sent: 'no',
    });
  });

  it('stops when the caller does', async () => {
    const { url } = await listen(() => {});
    const abort = new AbortController();
    const pending = failure(client(url).send({ ...request, signal: abort.signal }));
    abort.abort();
    expect((await pending).code).toBe('cancelled');
  });

  it('sends again to the same host and path only', async () => {
    const seen: string[] = [];
    const { url } = await listen((req, res) => {
      seen.push(`${req.method} ${req.url}`);
      if (req.url === '/same') res.writeHead(308, { location: '/same/' }).end();
      else if (req.url === '/same/') res.end('there');
      else
        res
          .writeHead(301, { location: req.url === '/login' ? '/web/login' : 'http://localhost:1/xmlrpc' })
          .end();
    });
    const http = client(url);
    expect((await http.send({ ...request, path: '/same' })).body.toString()).toBe('there');
    expect(await failure(http.send({ ...request, path: '/login' }))).toMatchObject({
      code: 'redirected',
      sent: 'no',
    });
    const elsewhere = await failure(http.send({ ...request, path: '/away' }));
    expect(elsewhere).toMatchObject({ code: 'redirected', params: { location: 'http://localhost:1' } });
    expect(seen).toEqual(['POST /same', 'POST /same/', 'POST /login', 'POST /away']);
  });

  it('does not go round in circles', async () => {
    const { url } = await listen((req, res) => {
      res.writeHead(307, { location: req.url ?? '/' }).end();
    });
    expect((await failure(client(url).send(request))).code).toBe('redirected');
  });

  it("carries on the server's clock", async () => {
    const { url } = await listen((_, res) => res.setHeader('date', 'Mon, 23 Nov 2026 22:20:04 GMT').end());
    const http = client(url);
    await http.send(request);
    expect(http.now().toISOString()).toMatch(/^2026-11-23T22:20:0/);
  });
});

describe('what is not Odoo', () => {
  it.each([
    [429, { 'retry-after': '7' }, { code: 'rate_limited', sent: 'no', params: { retryAfterSeconds: 7 } }],
    [413, {}, { code: 'too_large' }],
    [502, {}, { code: 'server_error', class: 'transient', sent: 'unknown' }],
    [503, { 'retry-after': '86400' }, { code: 'maintenance', params: { retryAfterSeconds: 3600 } }],
    [504, {}, { code: 'timeout', sent: 'unknown' }],
    [403, {}, { code: 'blocked' }],
    [404, {}, { code: 'not_odoo' }],
    [200, {}, { code: 'not_odoo' }],
  ])('status %s', async (status, headers, expected) => {
    const { url } = await listen((_, res) => res.writeHead(status, headers).end('<html></html>'));
    expect(errorOfStatus(await client(url).send(request))).toMatchObject(expected);
  });

  it('says what the address should be when it ends in a path of the web client', async () => {
    const { url } = await listen((_, res) => res.writeHead(404).end('<html></html>'));
    const answer = await client(`${url}/web/`).send(request);
    expect(errorOfStatus(answer).params.location).toBe(url);
  });
});

describe('parseBaseUrl', () => {
  it.each([
    ['https://shop.odoo.com/', 'https://shop.odoo.com/'],
    ['shop.odoo.com', 'https://shop.odoo.com/'],
    [' https://erp.example.com//?x=1#y ', 'https://erp.example.com/'],
    ['http://localhost:8069', 'http://localhost:8069/'],
    ['http://127.0.0.1:8069', 'http://127.0.0.1:8069/'],
    ['http://[::1]:8069', 'http://[::1]:8069/'],
  ])('%s', (typed, expected) => {
    expect(parseBaseUrl(typed, false).href).toBe(expected);
  });

  it.each([
    ['http://erp.example.com', 'insecure_url'],
    ['http://192.168.1.10:8069', 'insecure_url'],
    ['http://127.0.0.1.example.com', 'insecure_url'],
    ['ftp://erp.example.com', 'not_odoo'],
    ['https://admin:secret@erp.example.com', 'not_odoo'],
    ['', 'not_odoo'],
  ])('refuses %j', (typed, code) => {
    expect(() => parseBaseUrl(typed, false)).toThrow(expect.objectContaining({ code }));
  });

  it('allows plain http elsewhere when the operator does', () => {
    expect(parseBaseUrl('http://192.168.1.10:8069', true).host).toBe('192.168.1.10:8069');
  });
});
