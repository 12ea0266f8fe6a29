import Decimal from 'decimal.js';
import { z } from 'zod';

/** How Odoo's values read in any version and over either protocol: false stands for every kind of empty. */

type Empty = false | null | undefined;

const isEmpty = (value: unknown): value is Empty => value === false || value === null || value === undefined;

const Empty = z.custom<Empty>(isEmpty);

/*
 * The kinds that every row has many of are one test each: a union tries its members in turn, and writes down what is wrong
 * with each before it takes the next.
 */
const textOrEmpty = z.custom<string | Empty>((value) => typeof value === 'string' || isEmpty(value));

/** Text with LF line ends; '' when empty. XML turns CR into LF on the way anyway (FACTS.md C §4). */
export const text = textOrEmpty.transform((value) => (value || '').replace(/\r\n?/g, '\n'));

/** Codes: Odoo keeps '' and false apart and blanks as typed (FACTS.md A, Templates); here both are null, trimmed. */
export const code = textOrEmpty.transform((value) => (value || '').trim() || null);

/** Fifteen significant digits are what a double holds for sure: 19.990000000000002 → "19.99". "NaN" and "Infinity" stay. */
export function decimalText(value: number): string {
  // Whole numbers, and those that are said shortly, say themselves.
  const said = String(value);
  if (said.length <= 15 && /^-?\d+(\.\d+)?$/.test(said)) return said === '-0' ? '0' : said;
  const plain = new Decimal(value.toPrecision(15)).toFixed();
  return plain === '-0' ? '0' : plain;
}

/** 19 keeps not-a-number and infinity in a price (FACTS-2.md D): one record's matter, so the row is read all the same. */
const numberOrEmpty = z.custom<number | Empty>((value) => typeof value === 'number' || isEmpty(value));

export const decimal = numberOrEmpty.transform((value) => decimalText(typeof value === 'number' ? value : 0));

/** 0 is how Odoo says "not known" of weights and sizes. */
export const measure = numberOrEmpty.transform((value) =>
  typeof value === 'number' && value !== 0 ? decimalText(value) : null,
);

/** Many2one as `[id, name]` (14, and default reads) or as a bare id. */
export const reference = z
  .custom<number | [number, unknown] | Empty>(
    (value) => isReference(Array.isArray(value) && value.length === 2 ? value[0] : value) || isEmpty(value),
  )
  .transform((value) => (Array.isArray(value) ? value[0] : value || null));

const isReference = (value: unknown) => typeof value === 'number' && Number.isFinite(value);

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
export const datetime = textOrEmpty.transform((value) => (value || '').slice(0, 19));
