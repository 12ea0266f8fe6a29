import type { ModelSpec } from '../../orm/model-spec';
import { orderLine } from './line';
import { order } from './order';

/** Orders. After stock, whose transfers they make. */
export const SALE_MODELS: readonly ModelSpec[] = [order, orderLine];
