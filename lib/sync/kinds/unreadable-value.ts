import Decimal from 'decimal.js';
import { SyncError } from '../history/sync-error';

/** What Odoo holds in one field of one record and nothing here can hold: a price that is not a number, 10³⁰⁰, a name of pages. */
export class UnreadableValue extends SyncError {
  constructor(
    code: 'not_a_number' | 'number_too_large' | 'text_too_long',
    params: { value: string; field?: string; length?: number; longest?: number },
  ) {
    super(code, params, 'validation');
  }
}

/** Names and codes: no longer than a person may type one here, nor than an index takes. */
const LONGEST_LINE = 500;
const BEGINNING = 80;

/**
 * A name or a code of Odoo as it is kept here.
 * @throws UnreadableValue
 */
export function keptLine(line: string): string {
  if (line.length <= LONGEST_LINE) return line;
  const params = { value: line.slice(0, BEGINNING), length: line.length, longest: LONGEST_LINE };
  throw new UnreadableValue('text_too_long', params);
}

/** What a record is called that has no other name yet. */
export function beginningOf(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, BEGINNING)}…`;
}

/** Digits after and before the point that a column keeps. */
export interface Kept {
  readonly digits: number;
  readonly whole: number;
}

/** Prices, costs and quantities. */
export const AMOUNT: Kept = { digits: 4, whole: 12 };
/** Weights, lengths. */
export const SIZE: Kept = { digits: 4, whole: 10 };
export const VOLUME: Kept = { digits: 6, whole: 8 };

/** Whether a column here has room for the number. */
export function fits(number: Decimal, { whole }: Kept): boolean {
  return number.isFinite() && number.abs().lt(new Decimal(10).pow(whole));
}

/**
 * A number of Odoo as its column here keeps it: a digit that cannot be kept is no change.
 * @throws UnreadableValue for what is no number, or too large
 */
export function keptDecimal(value: string, column: Kept, field?: string): Decimal {
  const number = new Decimal(value);
  const named = field === undefined ? {} : { field };
  if (!number.isFinite()) throw new UnreadableValue('not_a_number', { value, ...named });
  const kept = number.toDecimalPlaces(column.digits, Decimal.ROUND_HALF_UP);
  if (!fits(kept, column)) {
    throw new UnreadableValue('number_too_large', { value: number.toExponential(2), ...named });
  }
  return kept;
}
