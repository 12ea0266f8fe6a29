import Decimal from 'decimal.js';
import type { Json } from '../../../core/canonical';

/** A decimal as both sides say it: no idle zeros, at most `digits` decimals, nothing for zero. */
export function canonicalDecimal(value: string | null | undefined, digits = 4): string | null {
  if (value === null || value === undefined) return null;
  const number = new Decimal(value).toDecimalPlaces(digits, Decimal.ROUND_HALF_UP);
  return number.isZero() ? null : number.toFixed();
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
