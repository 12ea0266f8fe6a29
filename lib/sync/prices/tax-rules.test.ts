import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reckon, type TaxEra } from '@/e2e/odoo/models/tax-amounts';
import type { TaxRule } from '@/lib/odoo/records';
import { readPrice, rememberPrice, writePrice } from './price-memo';
import { PriceTaxError } from './price-tax-error';
import type { PriceTax } from './sale-taxes';
import { type PriceRules, toListPrice, toTaxIncluded } from './tax-included';

const ERAS: readonly [TaxEra, TaxRule][] = [
  ['before 18', 'in_sequence'],
  ['early 18', 'fixed_first_early'],
  ['since', 'fixed_first'],
];

function rulesOf(taxRule: TaxRule, over: Partial<PriceRules> = {}): PriceRules {
  return { currencyRounding: '0.01', taxRounding: 'round_per_line', taxRule, priceDigits: 2, ...over };
}

function tax(amountType: PriceTax['amountType'], amount: string, over: Partial<PriceTax> = {}): PriceTax {
  return {
    id: 1,
    name: 'Taxe',
    amountType,
    amount,
    priceIncluded: false,
    includeBaseAmount: false,
    isBaseAffected: true,
    ...over,
  };
}

const ecotax = tax('fixed', '0.5', { includeBaseAmount: true });
const included20 = tax('percent', '20', { priceIncluded: true });

/** Totals that servers gave for one unit. */
describe('taxes are counted as each release counts them', () => {
  it.each<[string, string, readonly PriceTax[], string, string, string]>([
    [
      'an excluded ecotax in the base of an included VAT',
      '10',
      [ecotax, included20],
      '10.60',
      '10.50',
      '10.50',
    ],
    [
      'an excluded tax behind an included one',
      '19.9',
      [included20, tax('percent', '5.5')],
      '20.81',
      '20.99',
      '20.81',
    ],
    [
      'an included tax of nothing between two others',
      '20',
      [
        tax('percent', '0.2', { priceIncluded: true }),
        tax('percent', '0', { priceIncluded: true, includeBaseAmount: true }),
        tax('fixed', '7.6', { priceIncluded: true }),
      ],
      '20.02',
      '20.00',
      '20.00',
    ],
  ])('%s', (_name, list, taxes, before, early, since) => {
    expect(toTaxIncluded(list, taxes, rulesOf('in_sequence'))).toBe(before);
    expect(toTaxIncluded(list, taxes, rulesOf('fixed_first_early'))).toBe(early);
    expect(toTaxIncluded(list, taxes, rulesOf('fixed_first'))).toBe(since);
  });

  it('a price typed here is sent so that it is billed', () => {
    expect(toListPrice('24', [ecotax, included20], rulesOf('fixed_first'))).toBe('23.5');
    expect(toListPrice('10.60', [ecotax, included20], rulesOf('in_sequence'))).toBe('10');
  });
});

const anyTaxes = fc.array(
  fc
    .record({
      amountType: fc.constantFrom(
        'percent' as const,
        'percent' as const,
        'fixed' as const,
        'division' as const,
      ),
      priceIncluded: fc.boolean(),
      includeBaseAmount: fc.boolean(),
      isBaseAffected: fc.boolean(),
      tenths: fc.integer({ min: 0, max: 250 }),
    })
    .map(({ amountType, tenths, ...rest }) => tax(amountType, (tenths / 10).toFixed(1), rest)),
  { maxLength: 4 },
);
const cents = fc.integer({ min: -5_000_000, max: 5_000_000 }).map((n) => n / 100);

describe.each(ERAS)('%s', (era, taxRule) => {
  it('bills what another reckoning of the same rule bills', () => {
    fc.assert(
      fc.property(cents, anyTaxes, fc.boolean(), (price, taxes, perLine) => {
        const rules = rulesOf(taxRule, { taxRounding: perLine ? 'round_per_line' : 'round_globally' });
        const { total } = reckon(era, price, 1, taxes.map(forReckoning), perLine);
        const ours = Number(toTaxIncluded(String(price), taxes, rules));
        // Binary fractions may fall on the other side of half a cent, each tax by itself.
        expect(Math.abs(ours - total)).toBeLessThanOrEqual(0.011);
      }),
      { numRuns: 400 },
    );
  });

  it('a price goes there and back to the cent, or is the nearest there is', () => {
    fc.assert(
      fc.property(
        cents.filter((price) => price > 200),
        anyTaxes,
        (price, taxes) => {
          const rules = rulesOf(taxRule);
          const typed = price.toFixed(2);
          let list: string;
          try {
            list = toListPrice(typed, taxes, rules);
          } catch (error) {
            expect(error).toBeInstanceOf(PriceTaxError);
            return;
          }
          const billed = Number(toTaxIncluded(list, taxes, rules));
          const step = (by: number) => Number(toTaxIncluded((Number(list) + by).toFixed(2), taxes, rules));
          const off = Math.abs(billed - Number(typed));
          for (const by of [-0.02, -0.01, 0.01, 0.02]) {
            expect(off).toBeLessThanOrEqual(Math.abs(step(by) - Number(typed)) + 1e-9);
          }
          const memo = rememberPrice(list, typed, taxes);
          expect(readPrice(list, taxes, rules, memo)).toBe(typed);
          expect(writePrice(typed, taxes, rules, memo)).toBe(list);
        },
      ),
      { numRuns: 300 },
    );
  });
});

function forReckoning({ amountType, amount, priceIncluded, includeBaseAmount, isBaseAffected }: PriceTax) {
  return {
    kind: amountType,
    amount: Number(amount),
    included: priceIncluded,
    inBase: includeBaseAmount,
    affected: isBaseAffected,
  };
}
