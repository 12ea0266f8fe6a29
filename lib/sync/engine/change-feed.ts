import type { ChangeRow } from '@/lib/odoo/records';

/**
 * What changed in Odoo since the last successful run. A stream is a model of Odoo; rows seen before with the same
 * write_date are left out. The position moves only in `commit`, after the whole run went well: a killed run sees the
 * same rows again.
 */
export interface ChangeFeed {
  /** Pages of new rows, each at most some thousands. In a full run, or before the first one: every row there is. */
  changed(stream: string): AsyncIterable<readonly ChangeRow[]>;
  /** Stores the positions of the streams that were read to their end. */
  commit(): Promise<void>;
}
