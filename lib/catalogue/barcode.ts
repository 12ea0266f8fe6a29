const GTIN_LENGTHS = new Set([8, 12, 13, 14]);

/**
 * Whether a barcode is a GTIN (EAN-8, UPC-A, EAN-13, GTIN-14) with the right check digit.
 * Only worth a warning: Odoo keeps any text as barcode, and so do we.
 */
export function isValidGtin(barcode: string): boolean {
  if (!/^\d+$/.test(barcode) || !GTIN_LENGTHS.has(barcode.length)) return false;
  const digits = [...barcode].map(Number).reverse();
  const sum = digits.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}
