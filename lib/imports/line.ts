import type { ImportField } from './fields';

/** A line of the file: its number as a spreadsheet shows it, and its cells by what they stand for. */
export interface Line {
  readonly position: number;
  readonly cells: Readonly<Partial<Record<ImportField, string>>>;
}
