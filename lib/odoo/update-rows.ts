import { OdooError } from './errors';
import { type Cell, concernsRows, loadRows } from './load';
import type { RowResult } from './row-result';
import { chunks } from './rows';
import type { OdooSession } from './session';

/** One value to write, in both of Odoo's ways: as write() takes it and as a cell of load(). */
export interface FieldWrite {
  field: string;
  value: unknown;
  column: string;
  cell: Cell;
}

export interface UpdateRow {
  id: number;
  writes: readonly FieldWrite[];
}

const BATCH = 1_000;
/** Rows of one load() for which a write() of its own for each value would be too many calls. */
const ROWS_PER_WRITE = 100;

/**
 * Writes rows in as few calls as may be: few different values in a write() each, many by load() on database ids; a
 * single write is 5 to 10 times dearer than its share of a list (FACTS.md C §1). A missing or refused record is its own row's
 * error. Throws only what concerns every row.
 */
export async function updateRows(
  odoo: OdooSession,
  model: string,
  rows: readonly UpdateRow[],
): Promise<RowResult[]> {
  const results = new Map<UpdateRow, RowResult>();
  const bySignature = Map.groupBy(rows, ({ writes }) => writes.map(({ column }) => column).join());
  for (const group of bySignature.values()) {
    const values = Map.groupBy(group, ({ writes }) => JSON.stringify(writes.map(({ value }) => value)));
    if (group[0]?.writes.length === 0) for (const row of group) results.set(row, { ok: true, id: row.id });
    else if (values.size <= Math.ceil(group.length / ROWS_PER_WRITE)) {
      for (const equal of values.values())
        for (const part of chunks(equal, BATCH)) await writeEqual(odoo, model, part, results);
    } else await loadDifferent(odoo, model, group, results);
  }
  return rows.map((row) => results.get(row) ?? { ok: false, error: new OdooError('bad_answer', { model }) });
}

async function loadDifferent(
  odoo: OdooSession,
  model: string,
  group: readonly UpdateRow[],
  results: Map<UpdateRow, RowResult>,
): Promise<void> {
  const columns = ['.id', ...(group[0]?.writes.map(({ column }) => column) ?? [])];
  const cells = group.map((row) => [String(row.id), ...row.writes.map(({ cell }) => cell)]);
  const loaded = await loadRows(odoo, model, columns, cells);
  for (const [n, row] of group.entries()) {
    const result = loaded[n];
    // load() looks ids up among active records only: an archived one is written, a missing one faults by name.
    const unseen = result && !result.ok && result.error.code === 'missing_record';
    if (unseen) await writeEqual(odoo, model, [row], results);
    else if (result) results.set(row, result);
  }
}

/** One write() for all; on a fault that names missing ids the rest is written again, on any other in halves. */
async function writeEqual(
  odoo: OdooSession,
  model: string,
  rows: readonly UpdateRow[],
  results: Map<UpdateRow, RowResult>,
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const vals = Object.fromEntries(first.writes.map(({ field, value }) => [field, value]));
  try {
    await odoo.call(model, 'write', [rows.map((row) => row.id), vals], {}, { repeatable: true });
    for (const row of rows) results.set(row, { ok: true, id: row.id });
  } catch (error) {
    if (!(error instanceof OdooError) || !concernsRows(error)) throw error;
    const named = new Set(
      error.code === 'missing_record' && error.params.model === model ? error.params.ids : [],
    );
    const gone = rows.filter((row) => named.has(row.id));
    const rest = rows.filter((row) => !named.has(row.id));
    const hopeless = rows.length === 1 || error.code === 'permission';
    if (gone.length > 0 && rest.length > 0) {
      for (const row of gone) results.set(row, { ok: false, error });
      await writeEqual(odoo, model, rest, results);
    } else if (hopeless) {
      for (const row of rows) results.set(row, { ok: false, error });
    } else {
      const middle = Math.ceil(rows.length / 2);
      await writeEqual(odoo, model, rows.slice(0, middle), results);
      await writeEqual(odoo, model, rows.slice(middle), results);
    }
  }
}
