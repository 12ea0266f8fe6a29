import { expect, test } from 'vitest';
import { secondsOf } from './estimate-run';

test('at one call a second a run takes a second a call, however quick Odoo is', () => {
  expect(secondsOf(58, 0.05, 1)).toBe(58);
  expect(secondsOf(58, 0.05, 2)).toBe(29);
  expect(secondsOf(58, 2, 1)).toBe(116);
});

test('without a rate a call takes what it took', () => {
  expect(secondsOf(60, 0.25)).toBe(15);
});
