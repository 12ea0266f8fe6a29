import type { ModelSpec } from '../../orm/model-spec';
import { comboModels } from './combo';
import { discountWizard } from './discount-wizard';
import { orderLine } from './line';
import { lockedBefore17, lockedSince17, order } from './order';
import { countryState, partner, team } from './partner';

/** Customers and orders. After stock, whose transfers orders make. */
export const SALE_MODELS: readonly ModelSpec[] = [
  countryState,
  partner,
  team,
  order,
  lockedBefore17,
  lockedSince17,
  orderLine,
  ...comboModels,
  discountWizard,
];
