import Decimal from 'decimal.js';
import { z } from 'zod';

/** How Odoo's values read in any version and over either protocol: false stands for every kind of empty. */

const Empty = z.union([z.literal(false), z.null(), z.undefined()]);

/** Text with LF line ends; '' when empty. XML turns CR into LF on the way anyway (FACTS.md C §4). */
export const text = z.union([z.string(), Empty]).transform((value) => (value || '').replace(/\r\n?/g, '\n'));

/** Codes: Odoo keeps '' and false apart and blanks as typed (FACTS.md A, Templates); here both are null, trimmed. */
export const code = z.union([z.string(), Empty]).transform((value) => (value || '').trim() || null);

/** Fifteen significant digits are what a double holds for sure: 19.990000000000002 → "19.99". "NaN" and "Infinity" stay. */
export function decimalText(value: number): string {
  const plain = new Decimal(value.toPrecision(15)).toFixed();
  return plain === '-0' ? '0' : plain;
}

/** 19 keeps not-a-number and infinity in a price (FACTS-2.md D): one record's matter, so the row is read all the same. */
const double = z.custom<number>((value) => typeof value === 'number');

export const decimal = z
  .union([double, Empty])
  .transform((value) => decimalText(typeof value === 'number' ? value : 0));

/** 0 is how Odoo says "not known" of weights and sizes. */
export const measure = z
  .union([double, Empty])
  .transform((value) => (typeof value === 'number' && value !== 0 ? decimalText(value) : null));

/** Many2one as `[id, name]` (14, and default reads) or as a bare id. */
export const reference = z
  .union([z.tuple([z.number(), z.unknown()]), z.number(), Empty])
  .transform((value) => (Array.isArray(value) ? value[0] : value || null));

/**
 * Bytes of a binary field: base64 text, or from 20 on an object that holds it; null when empty. Whatever the version
 * says, both forms are taken.
 */
export const binary = z
  .union([z.object({ content: z.string() }).transform(({ content }) => content), z.string(), Empty])
  .transform((base64) => (base64 ? Buffer.from(base64, 'base64') : null));
/** What `bin_size` answers in place of the bytes ("12.3 Kb"); 20 does not hear it and tells the size beside them. */
export const binarySize = z
  .union([z.object({ size: z.number() }).transform(({ size }) => `${size} bytes`), z.string(), Empty])
  .transform((size) => size || null);

export const ids = z.array(z.number());
export const flag = z.boolean();
export const id = z.number().int();

/** "2026-11-23 22:10:32", UTC, whole seconds. */
export const datetime = z.union([z.string(), Empty]).transform((value) => (value || '').slice(0, 19));
