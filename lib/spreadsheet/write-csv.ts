import { stringify } from 'csv-stringify/sync';
import { guarded } from './formula-guard';
import type { Sheet, SheetRow } from './sheet';

/** A sheet as CSV, a part for each batch: UTF-8 with the mark that spreadsheets look for. */
export async function* writeCsv<Key extends string>({
  columns,
  batches,
  locale,
}: Sheet<Key>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const delimiter = locale === 'fr' ? ';' : ',';
  const lines = (rows: readonly (readonly string[])[]) =>
    encoder.encode(
      stringify(
        rows.map((row) => [...row]),
        { delimiter },
      ),
    );
  yield encoder.encode('\uFEFF');
  yield lines([columns.map(({ header }) => guarded(header))]);
  const cells = (row: SheetRow<Key>) =>
    columns.map(({ key, number }) => {
      const value = row[key] ?? '';
      return number && locale === 'fr' ? value.replace('.', ',') : number ? value : guarded(value);
    });
  for await (const batch of batches) if (batch.length > 0) yield lines(batch.map(cells));
}
