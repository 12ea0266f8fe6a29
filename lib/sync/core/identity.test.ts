import { expect, test } from 'vitest';
import { identify } from './identity';

const at = (time: string) => `2026-11-27 ${time}`;
const known = { createDate: at('08:00:00'), dates: [at('12:00:00'), at('09:00:00')] };
const now = (writeDate: string, createDate = known.createDate) => ({ createDate, writeDate: at(writeDate) });

test.each([
  ['untouched', now('12:00:00'), 'same'],
  ['written since', now('12:30:00'), 'same'],
  ['made at another moment: another record', now('12:30:00', at('12:20:00')), 'reused'],
  ['with a date it had before', now('09:00:00'), 'went_back'],
  ['with a date from before the last look', now('11:00:00'), 'went_back'],
  ['written anew by a clock that was set back', now('11:59:00'), 'same'],
  ['not there', undefined, 'missing'],
])('%s', (_, record, finding) => {
  expect(identify(known, record, at('11:50:00'))).toBe(finding);
});

test('a record of which nothing is known yet is taken as it is', () => {
  expect(identify({ createDate: null, dates: [] }, now('09:00:00'), at('11:50:00'))).toBe('same');
});
