import type { ModelSpec } from '../orm/model-spec';
import { baseModels } from './base';
import { categoryModels } from './category';
import { companyModels } from './company';
import { groupModels } from './groups';
import { userModels } from './users';
import { TRADE_MODELS } from './trade';

/** Every model of the stand-in. Seeds run in this order; later specs of a name wrap earlier ones. */
export const MODELS: readonly ModelSpec[] = [
  ...groupModels,
  ...companyModels,
  ...userModels,
  ...baseModels,
  ...categoryModels,
  ...TRADE_MODELS,
];
