import { readDecimal } from '@/lib/catalogue/decimals';

/** A decimal as people of that language type it: "19.90" → "19,90" in French. */
export function toTyped(locale: string, decimal: string | null): string {
  if (decimal === null) return '';
  return locale.startsWith('fr') ? decimal.replace('.', ',') : decimal;
}

/**
 * What was typed as the API wants it, read in the reader's language; null when nothing was typed. What is no number
 * goes as it is, so that the API refuses it beside the field.
 */
export function fromTyped(locale: string, typed: string): string | null {
  if (typed.trim() === '') return null;
  const read = readDecimal(typed, locale.startsWith('fr') ? 'fr' : 'en');
  return 'value' in read ? read.value : typed;
}
