import { stringify } from 'csv-stringify';
import type { Ctx } from '@/lib/context';
import type { Locale } from '@/lib/i18n/locale';
import { translate } from '@/lib/i18n/translate';
import { replenishment } from './replenishment';
import type { ReplenishmentQuery, ReplenishmentRow } from './schema';

const COLUMNS = [
  'sku',
  'title',
  'attributes',
  'stock',
  'alert_threshold',
  'unit',
  'sold',
  'daily_sales',
  'days_of_cover',
  'suggested_quantity',
  'lines_not_counted',
] as const satisfies (keyof ReplenishmentRow)[];

const BATCH = 500;

/** A text that a spreadsheet would take for a formula is shown as text. */
function harmless(value: string | null): string {
  if (value === null) return '';
  return /^[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
}

/**
 * The whole forecast as CSV, streamed batch by batch: UTF-8 with a mark that spreadsheets look for. In French with
 * semicolons and decimal commas, as a French spreadsheet reads it.
 */
export function exportReplenishment(
  ctx: Ctx,
  query: Omit<ReplenishmentQuery, 'limit' | 'cursor'>,
  locale: Locale,
): ReadableStream<Uint8Array> {
  const french = locale === 'fr';
  const csv = stringify({
    bom: true,
    header: true,
    delimiter: french ? ';' : ',',
    columns: COLUMNS.map((key) => ({ key, header: translate(locale, `trade.replenishment.${key}`) })),
  });
  const write = async () => {
    let cursor: string | undefined;
    do {
      const page = await replenishment(ctx, { ...query, limit: BATCH, cursor });
      for (const row of page.data) csv.write(cells(row, french));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    csv.end();
  };
  write().catch((error: unknown) => csv.destroy(error instanceof Error ? error : new Error(String(error))));
  return new ReadableStream({
    start(controller) {
      const encoder = new TextEncoder();
      csv.on('data', (chunk: Buffer | string) =>
        controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : new Uint8Array(chunk)),
      );
      csv.on('end', () => controller.close());
      csv.on('error', (error) => controller.error(error));
    },
    cancel() {
      csv.destroy();
    },
  });
}

function cells(row: ReplenishmentRow, french: boolean): Record<string, string> {
  const text: ReadonlySet<string> = new Set(['sku', 'title', 'attributes', 'unit']);
  return Object.fromEntries(
    COLUMNS.map((key) => {
      const value = harmless(textOf(row[key]));
      return [key, french && !text.has(key) ? value.replace('.', ',') : value];
    }),
  );
}

function textOf(value: ReplenishmentRow[keyof ReplenishmentRow]): string | null {
  if (value === null || typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : Object.values(value).join(', ');
}
