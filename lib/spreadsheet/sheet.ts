import type { Locale } from '@/lib/i18n/locale';

export const SHEET_FORMATS = ['csv', 'xlsx'] as const;
export type SheetFormat = (typeof SHEET_FORMATS)[number];

/** A column of a sheet that is written. Numbers are plain decimals ("19.90") and stay exact. */
export interface Column<Key extends string = string> {
  readonly key: Key;
  readonly header: string;
  readonly number?: boolean;
}

export type SheetRow<Key extends string = string> = Readonly<Record<Key, string | null>>;

/** What is written: rows come in batches, so that no more than one of them is held at a time. */
export interface Sheet<Key extends string = string> {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly columns: readonly Column<Key>[];
  readonly batches: AsyncIterable<readonly SheetRow<Key>[]>;
  /** French: semicolons and decimal commas in CSV, as a French spreadsheet reads it. */
  readonly locale: Locale;
}
