import Decimal from 'decimal.js';

/** Whether a text is a plain decimal number: "12", "-3.50"; no exponent, no thousands separator. */
export function isDecimal(value: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(value);
}

/** How a language groups digits; without one a text that may be two numbers is refused. */
export type TypedIn = 'fr' | 'en';

export type TypedDecimal =
  | { readonly value: string }
  /** Not a number, or one that French and English read differently ("1,234"). */
  | { readonly wrong: 'decimal' | 'ambiguous_decimal' };

/**
 * A decimal as people type it, as plain text: "75,50", "1 234,50", "1,234.50", "1.234,50", "19.90 €" → "75.50", …
 * A lone comma before three digits is a thousand in English and a decimal comma in French: without `language` nobody
 * guesses.
 */
export function readDecimal(typed: string, language?: TypedIn): TypedDecimal {
  const text = typed
    .trim()
    .replace(/^[€$£]\s*|\s*[€$£]$/g, '')
    .replace(/^\u2212/, '-');
  const match = /^(-?)(\d{1,3}(?:([\s.,’'])\d{3}(?:\3\d{3})*)|\d+)(?:([.,])(\d+))?$/.exec(text);
  if (!match) return { wrong: 'decimal' };
  const [, sign = '', whole = '', group, point, decimals] = match;
  if (group !== undefined && group === point) return { wrong: 'decimal' };
  const lone = (group === ',' || group === '.') && point === undefined && whole.split(group).length === 2;
  const decimal = lone && (group === '.' || language === 'fr' || whole.startsWith('0'));
  if (decimal) return { value: `${sign}${whole.replace(',', '.')}` };
  if (lone && language === undefined) return { wrong: 'ambiguous_decimal' };
  const digits = whole.replace(/\D/g, '');
  return { value: `${sign}${digits}${decimals === undefined ? '' : `.${decimals}`}` };
}

/** Digits before and after the point fit a `numeric(precision, scale)` column without rounding. */
export function fitsNumeric(value: string, precision: number, scale: number): boolean {
  const number = new Decimal(value);
  return number.decimalPlaces() <= scale && number.abs().lt(new Decimal(10).pow(precision - scale));
}

/** Money as the API says it, at least two decimals: "19.9000" → "19.90", "0.1250" → "0.125". */
export function formatMoney(value: string): string {
  const number = new Decimal(value);
  return number.toFixed(Math.max(2, number.decimalPlaces()));
}

/** A quantity or a measure without idle zeros: "12.0000" → "12". */
export function formatQuantity(value: string): string {
  return new Decimal(value).toFixed();
}

/**
 * What a count becomes when a person who saw `seen` typed `typed` while it had become `current`:
 * the difference they meant is applied, so that a sale meanwhile is not undone (sync.md, The model).
 */
export function mergeCount(current: string, seen: string, typed: string): string {
  return new Decimal(current).plus(new Decimal(typed).minus(seen)).toFixed();
}

export function sumQuantities(values: readonly string[]): string {
  return values.reduce((sum, value) => sum.plus(value), new Decimal(0)).toFixed();
}
