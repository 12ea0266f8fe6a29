import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGoods, writeGoods } from './goods';
import * as value from './values';

describe('values as Odoo sends them', () => {
  it.each([
    [19.990000000000002, '19.99'],
    [0.30000000000000004, '0.3'],
    [1.23456, '1.23456'],
    [1e-7, '0.0000001'],
    [123456789.12, '123456789.12'],
    [1e21, '1000000000000000000000'],
    [-0, '0'],
    [-2.5, '-2.5'],
    [false, '0'],
  ])('decimal %s is %s', (raw, expected) => {
    expect(value.decimal.parse(raw)).toBe(expected);
  });

  it('keeps every amount of two decimals', () => {
    const cents = fc.integer({ min: 0, max: 10 ** 12 });
    fc.assert(
      fc.property(cents, (amount) => {
        const noisy = amount / 100 + Number.EPSILON * (amount / 100);
        expect(Number(value.decimal.parse(noisy)) * 100).toBeCloseTo(amount, 0);
        expect(value.decimal.parse(amount / 100)).toMatch(/^\d+(\.\d{1,2})?$/);
      }),
    );
  });

  it.each([
    [false, ''],
    ['', ''],
    ['a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['  kept  ', '  kept  '],
  ])('text %j is %j', (raw, expected) => {
    expect(value.text.parse(raw)).toBe(expected);
  });

  it.each([
    [false, null],
    ['', null],
    ['  ', null],
    [' AB-1 ', 'AB-1'],
  ])('code %j is %j', (raw, expected) => {
    expect(value.code.parse(raw)).toBe(expected);
  });

  it.each([
    [[7, 'All / Shirts'], 7],
    [7, 7],
    [false, null],
  ])('reference %j is %j', (raw, expected) => {
    expect(value.reference.parse(raw)).toBe(expected);
  });

  it('says nothing of a weight of zero', () => {
    expect(value.measure.parse(0)).toBeNull();
    expect(value.measure.parse(0.25)).toBe('0.25');
  });
});

describe('goods', () => {
  const ways = ['type', 'detailed_type', 'is_storable'] as const;
  const kinds = ['stored', 'consumable', 'service'] as const;

  it.each(ways.flatMap((storable) => kinds.map((goods) => ({ storable, goods }))))(
    '$goods by $storable is read as it was written',
    ({ storable, goods }) => {
      expect(readGoods(writeGoods(goods, { storable }))).toBe(goods);
    },
  );

  it('falls back to the type for kinds that modules add', () => {
    expect(readGoods({ type: 'service', detailed_type: 'event' })).toBe('service');
    expect(readGoods({ type: 'consu', detailed_type: 'gift' })).toBe('consumable');
  });

  it('never makes a service stored, which 18 and 19 would take', () => {
    expect(writeGoods('service', { storable: 'is_storable' })).toEqual({
      type: 'service',
      is_storable: false,
    });
  });

  it('leaves combos alone: they cannot be made without choices', () => {
    expect(writeGoods('combo', { storable: 'is_storable' })).toEqual({});
  });
});
