import type { ModelSpec } from '../../orm/model-spec';
import { forecastReport } from './forecast-report';
import { location } from './location';
import { lot, lotOf18, productionLot } from './lot';
import { move } from './move';
import { orderpoint, variantRules } from './orderpoint';
import { picking } from './picking';
import { pickingType } from './picking-type';
import { procurementGroup } from './procurement-group';
import { productKind } from './product-kind';
import { countedQuant, quant } from './quant';
import { templateQuantities, variantQuantities } from './quantities';
import { warehouse } from './warehouse';
import {
  backorderConfirmation,
  immediateTransfer,
  returnPicking,
  returnSince18,
  returnUntil17,
} from './wizards';

/** Stock, in the order in which their seeds may run. After the product models. */
export const STOCK_MODELS: readonly ModelSpec[] = [
  location,
  pickingType,
  warehouse,
  lot,
  lotOf18,
  productionLot,
  quant,
  countedQuant,
  move,
  forecastReport,
  procurementGroup,
  picking,
  orderpoint,
  variantRules,
  immediateTransfer,
  backorderConfirmation,
  returnPicking,
  returnUntil17,
  returnSince18,
  variantQuantities,
  templateQuantities,
  productKind,
];
