import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { isPublicAddress } from './public-address';

test.each([
  '10.1.2.3',
  '127.0.0.1',
  '169.254.169.254',
  '192.0.2.7',
  '198.51.100.7',
  '203.0.113.7',
  '100.64.0.1',
  '0.0.0.0',
  '255.255.255.255',
  '::1',
  '::ffff:10.0.0.1',
  '64:ff9b::a00:1',
  '64:ff9b:1::a00:1',
  'fec0::1',
  'fe80::1',
  'fd00::1',
  '2001:db8::1',
  '2002:a00:1::',
  '3fff::1',
  '100::1',
])('%s is never fetched', (address) => expect(isPublicAddress(address)).toBe(false));

test.each(['93.184.215.14', '2606:2800:21f:cb07::1', '1.1.1.1'])('%s is anybody’s', (address) =>
  expect(isPublicAddress(address)).toBe(true),
);

test('none of this machine’s own addresses is fetched', () => {
  const own = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  expect(own.length).toBeGreaterThan(0);
  expect(own.filter(({ address }) => isPublicAddress(address))).toEqual([]);
});
