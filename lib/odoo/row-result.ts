import type { OdooError } from './errors';

/** Outcome of one row of a batched write, in the order of the rows: a bad row never stops the others. */
export type RowResult = { ok: true; id: number } | { ok: false; error: OdooError };
