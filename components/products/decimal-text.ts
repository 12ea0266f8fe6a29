/** A decimal as people of that language type it: "19.90" → "19,90" in French. */
export function toTyped(locale: string, decimal: string | null): string {
  if (decimal === null) return '';
  return locale.startsWith('fr') ? decimal.replace('.', ',') : decimal;
}

/** What was typed as the API wants it: blanks dropped, a comma is a point; null when nothing was typed. */
export function fromTyped(typed: string): string | null {
  const plain = typed.replace(/\s/g, '').replace(',', '.');
  return plain === '' ? null : plain;
}
