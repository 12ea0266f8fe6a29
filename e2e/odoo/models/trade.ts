import type { ModelSpec } from '../orm/model-spec';

/** Stock, orders, pickings, automations. */
export const TRADE_MODELS: readonly ModelSpec[] = [];
