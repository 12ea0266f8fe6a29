import { OdooError } from '@/lib/odoo/errors';
import type { RowResult } from '@/lib/odoo/row-result';

interface Answer<Row> {
  readonly row: Row;
  readonly result: RowResult | undefined;
  /** The fields it is about, by our names. */
  readonly fields: readonly string[];
}

/**
 * Sends rows of several fields. Odoo refuses a row as a whole, for one field of it (a cost with automated valuation
 * and no account, 14–17: FACTS-2 A): what it refuses is sent again field by field, so that the others go on.
 */
export async function sendApart<Row extends { readonly values: object }>(
  rows: readonly Row[],
  nameOf: (key: string) => string,
  send: (rows: readonly Row[]) => Promise<RowResult[]>,
): Promise<Answer<Row>[]> {
  const results = await send(rows);
  const answers = rows.map(
    (row, n): Answer<Row> => ({ row, result: results[n], fields: Object.keys(row.values).map(nameOf) }),
  );
  const divisible = answers.filter(
    ({ result, fields }) => result && !result.ok && result.error.code === 'validation' && fields.length > 1,
  );
  if (divisible.length === 0) return answers;
  const parts = divisible.flatMap(({ row }) =>
    Object.entries(row.values).map(([key, value]) => ({
      row,
      field: nameOf(key),
      part: { ...row, values: { [key]: value } },
    })),
  );
  const again = await send(parts.map(({ part }) => part));
  return [
    ...answers.filter((answer) => !divisible.includes(answer)),
    ...parts.map(({ row, field }, n) => ({ row, result: about(again[n], field), fields: [field] })),
  ];
}

/** The refusal says which field it is about. */
function about(result: RowResult | undefined, field: string): RowResult | undefined {
  if (!result || result.ok) return result;
  const { code, params, sent } = result.error;
  return { ok: false, error: new OdooError(code, { ...params, field }, sent) };
}
