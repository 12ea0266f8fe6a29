import type { ModelSpec } from '../orm/model-spec';
import { attachmentModels } from './attachment';
import { attributeModels } from './attributes';
import { baseModels } from './base';
import { categoryModels } from './category';
import { companyModels } from './company';
import { groupModels } from './groups';
import { delivery, saleLoyalty } from './modules/line-marks';
import { mrp } from './modules/mrp';
import { websiteSale } from './modules/website-sale';
import { templateModel, templateOrders } from './product-template';
import { variantModel, variantOrders } from './product-variant';
import { ownPrices } from './read/own-prices';
import { taxMode } from './read/tax-mode';
import { templateBarcodes } from './read/template-barcodes';
import { taxModels } from './tax';
import { TRADE_MODELS } from './trade';
import { translationModels } from './translations';
import { unitModels } from './units';
import { userModels } from './users';

/** Every model of the stand-in. Seeds run in this order; later specs of a name wrap earlier ones. */
export const MODELS: readonly ModelSpec[] = [
  ...groupModels,
  ...companyModels,
  ...userModels,
  ...baseModels,
  ...unitModels,
  ...translationModels,
  ...attachmentModels,
  ...taxModels,
  ...categoryModels,
  templateModel,
  ...templateOrders,
  variantModel,
  ...variantOrders,
  ...attributeModels,
  ...TRADE_MODELS,
  ...ownPrices,
  ...templateBarcodes,
  ...taxMode,
];

/** Modules of Odoo that a database may have besides sales and inventory. */
export const MODULES = {
  website_sale: websiteSale,
  mrp,
  delivery,
  sale_loyalty: saleLoyalty,
} as const satisfies Record<string, readonly ModelSpec[]>;
export type ModuleName = keyof typeof MODULES;
