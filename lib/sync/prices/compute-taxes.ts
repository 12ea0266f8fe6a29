import type Decimal from 'decimal.js';
import type { TaxRule } from '@/lib/odoo/records';
import type { Round, TaxedPrice } from './one-tax';
import type { PriceTax } from './sale-taxes';
import { taxesFixedFirst } from './taxes-fixed-first';
import { taxesInSequence } from './taxes-in-sequence';

/** How amounts are counted and rounded: `round` is for each tax, `roundPrice` for the price before and without taxes. */
export interface Counting {
  readonly rule: TaxRule;
  readonly round: Round;
  readonly roundPrice: Round;
}

/** What one unit at `listPrice` costs without and with `taxes`, the way this release of Odoo counts it. */
export function computeTaxes(
  listPrice: Decimal,
  taxes: readonly PriceTax[],
  { rule, round, roundPrice }: Counting,
): TaxedPrice {
  switch (rule) {
    case 'in_sequence':
      return taxesInSequence(listPrice, taxes, round, roundPrice);
    case 'fixed_first':
      return taxesFixedFirst(listPrice, taxes, round, roundPrice, 'affected');
    case 'fixed_first_early':
      return taxesFixedFirst(listPrice, taxes, round, roundPrice, 'everything');
  }
}
