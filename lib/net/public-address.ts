import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, isIPv4, type LookupFunction } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Agent } from 'undici';

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

export interface Reach {
  /** Also addresses of this machine and its network; never in production unless an operator says so. */
  readonly allowPrivate?: boolean | undefined;
}

/** What is wrong with an address that a person or a script gave, before it is called; null when nothing is. */
export function wrongWithAddress(address: string, { allowPrivate }: Reach): string | null {
  if (!URL.canParse(address)) return 'URL';
  const { protocol, hostname } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') return protocol;
  const literal = hostname.replace(/^\[|\]$/g, '');
  return !allowPrivate && isIP(literal) !== 0 && !isPublicAddress(literal) ? 'private address' : null;
}

/** Connections to such an address: names are checked as they are resolved for the connection itself. */
export function guardedAgent({ allowPrivate }: Reach): Agent {
  return new Agent({ connect: allowPrivate ? {} : { lookup: publicLookup } });
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
