import { expect, test } from 'vitest';
import { nextDigest } from './digest-time';

test('the digest’s hour is eight on the shop’s wall, in summer and in winter', () => {
  const next = (now: string, zone: string) => nextDigest(new Date(now), zone).toISOString();
  expect(next('2026-03-28T12:00:00Z', 'Europe/Paris')).toBe('2026-03-29T06:00:00.000Z');
  expect(next('2026-01-10T07:00:00Z', 'Europe/Paris')).toBe('2026-01-11T07:00:00.000Z');
  expect(next('2026-01-10T06:59:00Z', 'Europe/Paris')).toBe('2026-01-10T07:00:00.000Z');
  expect(next('2026-01-10T00:00:00Z', 'Asia/Kolkata')).toBe('2026-01-10T02:30:00.000Z');
});
