import type { ModelSpec } from '../../orm/model-spec';
import { orderLine } from './line';
import { order } from './order';
import { countryState, partner, team } from './partner';

/** Customers and orders. After stock, whose transfers orders make. */
export const SALE_MODELS: readonly ModelSpec[] = [countryState, partner, team, order, orderLine];
