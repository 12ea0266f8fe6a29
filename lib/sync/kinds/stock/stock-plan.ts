import type Decimal from 'decimal.js';
import type { RemoteOrderpoint } from '@/lib/odoo/intentions/orderpoints';
import type { StockError } from '@/lib/odoo/stock-error';
import type { FieldConflict, Reconciled } from '../../core/reconcile';
import type { ReportedConflict } from '../../history/batch-report';
import type { UnreadableValue } from '../unreadable-value';
import type { StockValues } from './merge-stock';
import type { StockPair } from './pairs';

/** A question about a count or a threshold, with who wrote it last on each side and when. */
export type StockConflict = FieldConflict & Pick<ReportedConflict, 'changedAt' | 'odooChangedBy'>;

/** What is to be done about one product in one warehouse. */
export interface StockPlan {
  readonly pair: StockPair;
  readonly here: StockValues;
  readonly odoo: StockValues;
  readonly rule: RemoteOrderpoint | null;
  /** The known rule is out of sight in Odoo: nothing is said of the threshold there, and none is made. */
  readonly ruleHidden: boolean;
  /** The threshold in Odoo cannot be kept here: it takes no part, and the count goes on. */
  readonly unreadableThreshold: UnreadableValue | null;
  /** Odoo shows a part of the goods alone: the count takes no part on either side. */
  readonly partlyHidden: StockError | null;
  readonly merged: Reconciled;
  /** Those of the merge, with who wrote last on each side. */
  readonly conflicts: readonly StockConflict[];
  /** Whether the settings select the field and Odoo has it. */
  readonly selected: { readonly quantity: boolean; readonly alert_threshold: boolean };
  readonly forOdoo: Decimal | null;
  readonly forHere: Decimal | null;
}
