import { type Cell, externalId, type LoadOptions, loadRows } from './load';
import type { RowResult } from './row-result';
import type { OdooSession } from './session';
import type { FieldWrite } from './update-rows';

export interface CreateRow {
  /** Made here before the call, so that the call can be repeated: letters, digits, "_" and "-". */
  externalId: string;
  writes: readonly FieldWrite[];
}

/**
 * Creates by load() with an external id of ours: repeated, interrupted or concurrent calls make one record (FACTS.md
 * C §1, §5). Meant for records without a link: one that was deleted in Odoo would be made anew without a word.
 */
export async function createRows(
  odoo: OdooSession,
  model: string,
  rows: readonly CreateRow[],
  options: LoadOptions = {},
): Promise<RowResult[]> {
  const results = new Map<CreateRow, RowResult>();
  const bySignature = Map.groupBy(rows, ({ writes }) => writes.map(({ column }) => column).join());
  for (const group of bySignature.values()) {
    const columns = ['id', ...(group[0]?.writes.map(({ column }) => column) ?? [])];
    const cells = group.map((row): Cell[] => [
      externalId(row.externalId),
      ...row.writes.map(({ cell }) => cell),
    ]);
    const loaded = await loadRows(odoo, model, columns, cells, options);
    for (const [n, row] of group.entries()) {
      const result = loaded[n];
      if (result) results.set(row, result);
    }
  }
  return rows.flatMap((row) => results.get(row) ?? []);
}
