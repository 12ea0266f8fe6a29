import type { Json } from '../../../core/canonical';
import { AMOUNT, type Kept, keptDecimal } from '../../unreadable-value';

/** What every column keeps as it is: nearly all numbers of a catalogue, many times each. */
const EVERYDAY = /^(0|[1-9]\d{0,7})(?:\.(\d{1,4}))?$/;

/**
 * A decimal as both sides say it: no idle zeros, no more digits than its column here keeps, nothing for zero.
 * @throws UnreadableValue for what is no number, or too large to be kept here
 */
export function canonicalDecimal(value: string | null | undefined, kept: Kept = AMOUNT): string | null {
  if (value === null || value === undefined) return null;
  const [, whole, digits = ''] = EVERYDAY.exec(value) ?? [];
  if (whole !== undefined) {
    const told = digits.replace(/0+$/, '');
    if (told !== '') return `${whole}.${told}`;
    return whole === '0' ? null : whole;
  }
  const number = keptDecimal(value, kept);
  return number.isZero() ? null : number.toFixed();
}

/** The same where zero says something, and nothing something else: a variant's own price, a threshold. */
export function decimalWithZero(value: string | null, kept: Kept = AMOUNT): string | null {
  return value === null ? null : (canonicalDecimal(value, kept) ?? '0');
}

export function asText(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

export function asTextOrNull(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A code without blanks around; nothing for an empty one. */
export function canonicalCode(value: string | null): string | null {
  const code = value?.trim() ?? '';
  return code === '' ? null : code;
}

export function asList(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

export function asAttributes(value: Json | undefined): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
