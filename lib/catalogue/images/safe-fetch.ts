import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, isIPv4, type LookupFunction } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Agent, request } from 'undici';
import { AppError } from '@/lib/errors';

const TIMEOUT_MS = 30_000;
const MAX_REDIRECTS = 5;

/** Addresses that are nobody's on the Internet: the special-purpose registries of IANA, and translations that reach inside. */
const NOT_PUBLIC: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

const notPublic = new BlockList();
for (const [network, prefix] of NOT_PUBLIC) {
  notPublic.addSubnet(network, prefix, isIPv4(network) ? 'ipv4' : 'ipv6');
}

/** Whether an address is one that anybody on the Internet may have, and not this host's; IPv4 written as IPv6 is seen through. */
export function isPublicAddress(address: string): boolean {
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  return !notPublic.check(address, family) && !ownAddresses().check(address, family);
}

/** What this machine answers to, public addresses too: asked each time, since they come and go. */
function ownAddresses(): BlockList {
  const own = new BlockList();
  for (const { address, family } of Object.values(networkInterfaces()).flatMap((found) => found ?? [])) {
    own.addAddress(address, family === 'IPv4' ? 'ipv4' : 'ipv6');
  }
  return own;
}

export interface SafeFetchOptions {
  readonly maxBytes: number;
  /** Also addresses of this machine and its network; never in production. */
  readonly allowPrivate?: boolean;
  readonly timeoutMs?: number;
}

/**
 * Downloads an address that a person or a script gave. Only http and https, never an address inside our
 * own network: names are checked as they are resolved for the connection itself, and again at each
 * redirect. @throws AppError image_unreachable, payload_too_large
 */
export async function safeFetch(address: string, options: SafeFetchOptions): Promise<Buffer> {
  const agent = new Agent({ connect: options.allowPrivate ? {} : { lookup: publicLookup } });
  const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  try {
    let url = address;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      checkAddress(url, options);
      const answer = await request(url, { dispatcher: agent, signal, headers: { accept: 'image/*' } });
      const { location } = answer.headers;
      if (answer.statusCode >= 300 && answer.statusCode < 400 && typeof location === 'string') {
        await answer.body.dump();
        url = new URL(location, url).href;
        continue;
      }
      if (answer.statusCode !== 200) {
        await answer.body.dump();
        throw unreachable(`HTTP ${answer.statusCode}`);
      }
      return await readAtMost(answer.body, options.maxBytes);
    }
    throw unreachable('redirects');
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unreachable(signal.aborted ? 'timeout' : codeOf(error), error);
  } finally {
    await agent.destroy();
  }
}

function checkAddress(address: string, { allowPrivate }: SafeFetchOptions): void {
  if (!URL.canParse(address)) throw unreachable('URL');
  const { protocol, hostname } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') throw unreachable(protocol);
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate && isIP(literal) !== 0 && !isPublicAddress(literal)) throw unreachable('private address');
}

const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const [first] = addresses;
    if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
      return callback(Object.assign(new Error('private address'), { code: 'private address' }), '', 0);
    }
    if (options.all) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};

async function readAtMost(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new AppError('payload_too_large', { limit: '10 MB' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unreachable(reason: string, cause?: unknown): AppError {
  return new AppError('image_unreachable', { reason }, { cause });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'network';
}
