import { createServer as createPlainServer } from 'node:http';
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { OdooError } from '../errors';
import { parseBaseUrl } from './base-url';
import { DEFAULT_LIMITS, OdooHttp } from './http';

/** A certificate that nobody trusts, made for these tests, for localhost and 127.0.0.1. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgEd0olI6Jcw+BClRi
Qvev9OGB80vQ1Lc2ZKGU/xBSG62hRANCAAQ7DZO+SzONPieaXq8lzsoRHDiNcRaf
WyMZiyKg3zexZ6TIs+rYcRyRqayI/TIbvePIgnY2b1kY/tCzZ+INrgFZ
-----END PRIVATE KEY-----`;
const CERT = `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUII/nBfYrYGTbLqFs0Qqf6m7JXhAwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDAwMjk0OVoYDzIxMjYxMDMx
MDAyOTQ5WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQ7DZO+SzONPieaXq8lzsoRHDiNcRafWyMZiyKg3zexZ6TIs+rYcRyR
qayI/TIbvePIgnY2b1kY/tCzZ+INrgFZo28wbTAdBgNVHQ4EFgQULU1lzEn6ED0i
cjbzTCQ9ok5onmcwHwYDVR0jBBgwFoAULU1lzEn6ED0icjbzTCQ9ok5onmcwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIgbrKqHjNd0xpHEh+EILjG7DHsfldzHx9kDQUQW+Yu4vUCIQDS
7pnufI0xxW/BN3LPMGtJ9nharLqS2ojvJ87s4C+uUQ==
-----END CERTIFICATE-----`;

const open: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function failureAt(server: NetServer): Promise<OdooError> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const http = new OdooHttp(parseBaseUrl(`https://127.0.0.1:${port}`, false), {
    ...DEFAULT_LIMITS,
    allowInsecure: false,
    connections: 1,
  });
  open.push(server, http);
  const error = await http
    .send({ path: '/', body: 'x', timeoutMs: 5_000 })
    .catch((thrown: unknown) => thrown);
  if (error instanceof OdooError) return error;
  throw new Error('expected an OdooError');
}

function secure(options: ServerOptions): Server {
  return createServer({ key: KEY, cert: CERT, ...options }, (_, res) => res.end('ok'));
}

describe('TLS', () => {
  it('refuses a certificate that nobody vouches for, before anything is sent', async () => {
    const error = await failureAt(secure({}));
    expect(error).toMatchObject({
      code: 'tls',
      sent: 'no',
      params: { cause: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
  });

  it('refuses less than TLS 1.2', async () => {
    const old = secure({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' });
    expect(await failureAt(old)).toMatchObject({ code: 'tls', sent: 'no' });
  });

  it('tells a server without TLS from one that is not there', async () => {
    expect(await failureAt(createPlainServer())).toMatchObject({ code: 'tls', sent: 'no' });
  });
});
