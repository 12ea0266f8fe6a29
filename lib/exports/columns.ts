import type { Locale } from '@/lib/i18n/locale';
import { translate } from '@/lib/i18n/translate';
import type { Column } from '@/lib/spreadsheet/sheet';

/** Columns whose cells are numbers, by key. */
const NUMBERS: ReadonlySet<string> = new Set([
  'price',
  'cost_price',
  'weight',
  'length',
  'width',
  'height',
  'volume',
  'stock_quantity',
  'quantity',
  'alert_threshold',
  'total_untaxed',
  'total',
  'revenue',
  'revenue_untaxed',
  'orders',
]);

/** Columns with their headers in a language; the importer knows the same headers in both (lib/imports). */
export function columnsIn<Key extends string>(locale: Locale, keys: readonly Key[]): Column<Key>[] {
  return keys.map((key) => ({
    key,
    header: translate(locale, `spreadsheet.column.${key}`),
    number: NUMBERS.has(key),
  }));
}

/** What tells a variant from its sisters, as one cell: "Couleur: Rouge, Taille: M". */
export function attributesText(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
}
