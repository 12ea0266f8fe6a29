import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/** Set by us on every request, over whatever a caller wrote there. */
const PEER = 'x-pm-peer';

/**
 * Notes on every request of this process who is at the other end of the connection: the one address that a caller
 * cannot choose. Called once, when the web server starts.
 */
export function notePeers(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[PEER] = request.socket.remoteAddress ?? '';
  });
}

/**
 * The network address of whoever sent a request. X-Forwarded-For is believed as far as our own proxies wrote it, and
 * no further: the last `trustedProxies` entries of the chain are theirs. Null when it cannot be known.
 */
export function clientAddress(
  header: (name: string) => string | null | undefined,
  trustedProxies: number,
): string | null {
  const peer = header(PEER);
  if (!peer) return null;
  const forwarded = (header('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim());
  const chain = trustedProxies > 0 ? [...forwarded.filter(Boolean), peer] : [peer];
  return chain.at(Math.max(-chain.length, -1 - trustedProxies)) ?? null;
}
