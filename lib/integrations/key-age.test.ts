import { expect, test } from 'vitest';
import { keyAge } from './key-age';

const setAt = new Date('2026-01-01T00:00:00Z');
const after = (days: number) => new Date(setAt.getTime() + days * 86_400_000);

test.each([
  ['16.0: fresh', 16, null, 10, 'ok'],
  ['16.0: five and a half months', 16, null, 170, 'renew_soon'],
  ['16.0: over six months', 16, null, 183, 'overdue'],
  ['18.0: three months are the limit', 18, null, 80, 'renew_soon'],
  ['19.0: over three months', 19, null, 91, 'overdue'],
  ['20.0: a month is the limit', 20, null, 17, 'renew_soon'],
  ['20.0: over a month', 20, null, 31, 'overdue'],
  ['20.0: an administrator’s key that Odoo says lives a year', 20, after(365), 100, 'ok'],
  ['20.0: a key of one day', 20, after(1), 0, 'renew_soon'],
  ['version unknown: six months', null, null, 91, 'ok'],
  ['an expiry told by Odoo goes before', 16, after(20), 10, 'renew_soon'],
  ['an expiry later than our limit too', 19, after(360), 100, 'ok'],
] as const)('%s', (_, major, expiresAt, day, state) => {
  const age = keyAge({ setAt, expiresAt, major }, after(day));
  expect(age).toMatchObject({ state, age_days: day });
});
