import type { RunNotice } from '@/db/schema/runs';

/** What of Odoo's settings has changed since the last run that went well. */
export interface FrameChange {
  /** Every product has to be looked at again. */
  readonly allProducts: boolean;
  /** Prices of what is sold with these taxes have to. */
  readonly taxIds: readonly number[];
  /** In words, for the run. */
  readonly notices: readonly RunNotice[];
}
