import type { ModelSpec } from '../orm/model-spec';
import { AUTOMATION_MODELS } from './automation/all';
import { SALE_MODELS } from './sale/all';
import { STOCK_MODELS } from './stock/all';

/** Stock, orders, pickings, automations. */
export const TRADE_MODELS: readonly ModelSpec[] = [...STOCK_MODELS, ...SALE_MODELS, ...AUTOMATION_MODELS];
