import { expect, test } from 'vitest';
import { readTypedValue } from './typed-value';

test.each([
  ['product', 'price', '0', null],
  ['variant', 'price', '0,00', '0'],
  ['variant', 'price', '75,50', '75.5'],
  ['variant', 'price', null, null],
  ['stock', 'alert_threshold', '0', '0'],
  ['stock', 'alert_threshold', null, null],
] as const)(
  'the %s of a conflict, its %s typed as %o, is %o: zero is nothing only where nothing else is',
  (kind, field, typed, value) => {
    expect(readTypedValue(kind, field, typed)).toEqual({ value });
  },
);
