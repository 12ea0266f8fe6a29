import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PriceMemo, readPrice, rememberPrice, writePrice } from './price-memo';
import { PriceTaxError } from './price-tax-error';
import { type PriceTax, saleTaxes } from './sale-taxes';
import { type PriceRules, toListPrice, toTaxIncluded } from './tax-included';

const rules: PriceRules = {
  currencyRounding: '0.01',
  taxRounding: 'round_per_line',
  taxRule: 'in_sequence',
  priceDigits: 2,
};

function tax(over: Partial<PriceTax> = {}): PriceTax {
  return {
    id: 1,
    name: 'TVA 20 %',
    amountType: 'percent',
    amount: '20',
    priceIncluded: false,
    includeBaseAmount: false,
    isBaseAffected: true,
    ...over,
  };
}

describe('list price to tax-included price', () => {
  it.each([
    ['no tax', '12.5', [], '12.50'],
    ['20 % excluded', '8.33', [tax()], '10.00'],
    ['20 % included stays', '19.99', [tax({ priceIncluded: true })], '19.99'],
    ['5.5 % excluded', '10', [tax({ amount: '5.5' })], '10.55'],
    ['fixed excluded', '10', [tax({ amountType: 'fixed', amount: '0.35' })], '10.35'],
    ['division 20 % excluded', '80', [tax({ amountType: 'division' })], '100.00'],
    ['each tax rounded by itself', '0.25', [tax({ amount: '2' }), tax({ amount: '2' })], '0.27'],
    ['included then excluded', '120', [tax({ priceIncluded: true }), tax({ amount: '5' })], '125.00'],
    [
      'eco-tax in the base of the VAT',
      '100',
      [tax({ amountType: 'fixed', amount: '1', includeBaseAmount: true }), tax()],
      '121.20',
    ],
    [
      'VAT that does not let itself be affected',
      '100',
      [tax({ amountType: 'fixed', amount: '1', includeBaseAmount: true }), tax({ isBaseAffected: false })],
      '121.00',
    ],
    [
      'both included, the first in the base of the second',
      '121.2',
      [
        tax({ amountType: 'fixed', amount: '1', includeBaseAmount: true, priceIncluded: true }),
        tax({ priceIncluded: true }),
      ],
      '121.20',
    ],
  ] as const)('%s', (_name, listPrice, taxes, expected) => {
    expect(toTaxIncluded(listPrice, taxes, rules)).toBe(expected);
  });

  it('rounds the sum only when the company rounds globally', () => {
    const global = { ...rules, taxRounding: 'round_globally' } as const;
    const two = [tax({ amount: '2' }), tax({ amount: '2' })];
    expect(toTaxIncluded('0.25', two, global)).toBe('0.26');
  });

  it.each([
    ['14–17', 'in_sequence', '10.00'],
    ['18+', 'fixed_first', '9.99'],
  ] as const)('a price of three digits, taxes rounded globally: as %s counts', (_name, taxRule, expected) => {
    const three = { ...rules, taxRounding: 'round_globally', taxRule, priceDigits: 3 } as const;
    expect(toTaxIncluded('8.325', [tax()], three)).toBe(expected);
  });

  it('keeps three decimals for currencies that have them', () => {
    expect(toTaxIncluded('1.234', [tax({ amount: '10' })], { ...rules, currencyRounding: '0.001' })).toBe(
      '1.357',
    );
  });
});

describe('tax-included price to list price', () => {
  it.each([
    ['20 % excluded', '10', [tax()], '8.33'],
    ['20 % included', '10', [tax({ priceIncluded: true })], '10'],
    [
      'fixed and percent',
      '121.2',
      [tax({ amountType: 'fixed', amount: '1', includeBaseAmount: true }), tax()],
      '100',
    ],
    ['division', '100', [tax({ amountType: 'division' })], '80'],
  ] as const)('%s', (_name, price, taxes, expected) => {
    expect(toListPrice(price, taxes, rules)).toBe(expected);
  });

  it('takes the nearest where no list price gives the price, and more digits where Odoo keeps them', () => {
    expect(toListPrice('9.99', [tax()], rules)).toBe('8.33');
    const free: PriceRules = {
      ...rules,
      taxRounding: 'round_globally',
      taxRule: 'fixed_first',
      priceDigits: null,
    };
    expect(toTaxIncluded(toListPrice('9.99', [tax()], free), [tax()], free)).toBe('9.99');
  });

  it('names the tax that cannot be inverted', () => {
    const absurd = tax({ name: 'Tout', amountType: 'division', amount: '100' });
    expect(() => toListPrice('10', [absurd], rules)).toThrowError(
      expect.objectContaining({
        code: 'tax_not_invertible',
        params: expect.objectContaining({ tax: 'Tout' }),
      }),
    );
    const gift = tax({ name: 'Offert', amount: '-100' });
    expect(() => toListPrice('10', [gift], rules)).toThrowError(
      expect.objectContaining({
        code: 'tax_not_invertible',
        params: expect.objectContaining({ tax: 'Offert' }),
      }),
    );
  });

  it('refuses a price smaller than its fixed taxes', () => {
    const eco = tax({ name: 'Éco-participation', amountType: 'fixed', amount: '2' });
    expect(() => toListPrice('1', [eco], rules)).toThrowError(
      expect.objectContaining({ code: 'price_below_fixed_taxes' }),
    );
  });
});

describe('the taxes of a product', () => {
  const remote = { active: true, typeTaxUse: 'sale', writeDate: '', childIds: [] as number[] };
  const known = new Map(
    [
      { ...remote, ...tax({ id: 1 }), sequence: 5, companyId: 1 },
      { ...remote, ...tax({ id: 2, name: 'Autre société' }), sequence: 1, companyId: 2 },
      {
        ...remote,
        ...tax({ id: 3 }),
        amountType: 'group' as const,
        sequence: 2,
        companyId: 1,
        childIds: [5, 4],
      },
      { ...remote, ...tax({ id: 4, name: 'Premier' }), sequence: 1, companyId: 1 },
      { ...remote, ...tax({ id: 5, name: 'Second' }), sequence: 2, companyId: 1 },
    ].map((row) => [row.id, row] as const),
  );

  it('are those of the company, in order, groups opened', () => {
    expect(saleTaxes([1, 2, 3], known, [1]).map((one) => one.id)).toEqual([4, 5, 1]);
  });

  it('of a branch are those of the nearest company above it that has any', () => {
    expect(saleTaxes([1, 2], known, [7, 1]).map((one) => one.id)).toEqual([1]);
    expect(saleTaxes([1, 2], known, [2, 1]).map((one) => one.id)).toEqual([2]);
  });

  it('that the user cannot read are an error, not a price without tax', () => {
    expect(() => saleTaxes([99], known, [1])).toThrow(PriceTaxError);
  });
});

const anyTax = fc
  .record({
    amountType: fc.constantFrom('percent' as const, 'fixed' as const, 'division' as const),
    priceIncluded: fc.boolean(),
    includeBaseAmount: fc.boolean(),
    isBaseAffected: fc.boolean(),
    hundredths: fc.integer({ min: 0, max: 3500 }),
  })
  .map(({ hundredths, ...rest }) => tax({ ...rest, amount: (hundredths / 100).toFixed(2) }));
const anyTaxes = fc.array(anyTax, { maxLength: 4 }).filter((taxes) => {
  const inside = taxes.filter((one) => one.amountType === 'division' && one.priceIncluded);
  return inside.reduce((sum, one) => sum + Number(one.amount), 0) < 100;
});
const anyRules = fc.record({
  currencyRounding: fc.constantFrom('0.01', '0.001'),
  taxRounding: fc.constantFrom('round_per_line' as const, 'round_globally' as const),
  taxRule: fc.constantFrom('in_sequence' as const, 'fixed_first' as const, 'fixed_first_early' as const),
  priceDigits: fc.constantFrom(2, 3, 4, null),
});
const cents = fc.integer({ min: 20_000, max: 10_000_000 }).map((n) => (n / 100).toFixed(2));

describe('round trips', () => {
  it('never drift, whatever the taxes and however often they go round', () => {
    fc.assert(
      fc.property(
        cents,
        anyTaxes,
        anyRules,
        fc.integer({ min: 1, max: 8 }),
        (typed, taxes, company, times) => {
          let memo: PriceMemo | null = null;
          let price: string = typed;
          let sent: string | null = null;
          for (let round = 0; round < times; round++) {
            const listPrice: string = writePrice(price, taxes, company, memo);
            if (sent !== null) expect(listPrice).toBe(sent);
            sent = listPrice;
            memo = rememberPrice(listPrice, price, taxes);
            price = readPrice(listPrice, taxes, company, memo);
            expect(price).toBe(typed);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('that start in Odoo leave its list price untouched', () => {
    fc.assert(
      fc.property(cents, anyTaxes, anyRules, (listPrice, taxes, company) => {
        const price = readPrice(listPrice, taxes, company, null);
        const memo = rememberPrice(listPrice, price, taxes);
        expect(writePrice(price, taxes, company, memo)).toBe(listPrice);
      }),
      { numRuns: 500 },
    );
  });

  it('without memory come back to within a step of the list price', () => {
    fc.assert(
      fc.property(cents, fc.array(anyTax, { maxLength: 3 }), anyRules, (typed, taxes, company) => {
        const excluded = taxes.map((one) => ({ ...one, priceIncluded: false }));
        const back = toTaxIncluded(toListPrice(typed, excluded, company), excluded, company);
        expect(Math.abs(Number(back) - Number(typed))).toBeLessThanOrEqual(0.06);
      }),
      { numRuns: 500 },
    );
  });
});
