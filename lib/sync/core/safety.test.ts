import { expect, test } from 'vitest';
import { judgeArchivings, judgeCreations, judgeDeletions } from './safety';

test.each([
  [{ known: 1000, missing: 0, side: 'odoo' as const }, false, true],
  [{ known: 1000, missing: 250, side: 'odoo' as const }, false, true],
  [{ known: 1000, missing: 251, side: 'odoo' as const }, false, false],
  [{ known: 1000, missing: 1000, side: 'odoo' as const }, true, true],
  [{ known: 12, missing: 10, side: 'here' as const }, false, true],
  [{ known: 12, missing: 11, side: 'here' as const }, false, false],
  [{ known: 5, missing: 5, side: 'odoo' as const }, false, false],
  [{ known: 1, missing: 1, side: 'odoo' as const }, false, true],
])('%j confirmed %s → safe %s', (figures, confirmed, safe) =>
  expect(judgeDeletions(figures, confirmed).safe).toBe(safe),
);

test('says what it saw', () =>
  expect(judgeDeletions({ known: 5, missing: 5, side: 'odoo' }, false)).toEqual({
    safe: false,
    code: 'empty_answer',
    params: { known: 5, missing: 5, side: 'odoo' },
  }));

test.each([
  [{ known: 4, missing: 4, side: 'odoo' as const }, true],
  [{ known: 30, missing: 11, side: 'odoo' as const }, false],
  [{ known: 1000, missing: 200, side: 'here' as const }, true],
])('put away: %j → safe %s', (figures, safe) => expect(judgeArchivings(figures, false).safe).toBe(safe));

test.each([
  [{ count: 100, known: 0, side: 'here' as const }, false, true],
  [{ count: 101, known: 0, side: 'here' as const }, false, false],
  [{ count: 250, known: 1000, side: 'odoo' as const }, false, true],
  [{ count: 251, known: 1000, side: 'odoo' as const }, false, false],
  [{ count: 12_500, known: 87, side: 'odoo' as const }, true, true],
])('made at once: %j confirmed %s → safe %s', (figures, confirmed, safe) =>
  expect(judgeCreations(figures, confirmed).safe).toBe(safe),
);
