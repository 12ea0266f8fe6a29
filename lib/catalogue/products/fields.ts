import { z } from 'zod';
import { fitsNumeric, readDecimal } from '../decimals';
import { normaliseLine, normaliseText, textKey } from '../text';

/** Messages of the checks below are codes, worded in the area `errors` under `fields`. */
export const line = (max: number) =>
  z.string().transform(normaliseLine).pipe(z.string().min(1, 'required').max(max, 'too_long'));

/** A line that may be absent: empty and null are the same. */
export const optionalLine = (max: number) =>
  z
    .string()
    .nullable()
    .transform((value) => (value === null ? null : normaliseLine(value) || null))
    .pipe(z.string().max(max, 'too_long').nullable());

/** A decimal number as French or English people type it; numbers are taken too. Null stands for "not known". */
export const decimal = (precision: number, scale: number, sign: 'positive' | 'any' = 'positive') =>
  z
    .union([z.string(), z.number().transform(String)])
    .transform((typed, checked) => {
      const read = readDecimal(typed);
      if ('value' in read) return read.value;
      checked.issues.push({ code: 'custom', input: typed, message: read.wrong, continue: false });
      return z.NEVER;
    })
    .refine((value) => sign === 'any' || !value.startsWith('-') || Number(value) === 0, {
      error: 'negative',
      abort: true,
    })
    .refine((value) => fitsNumeric(value, precision, scale), 'too_precise');

const money = decimal(16, 4).nullable();
const measure = decimal(14, 4).nullable();

const attributes = z
  .record(z.string(), z.string())
  .transform((given) =>
    Object.entries(given).map(([name, value]) => [normaliseLine(name), normaliseLine(value)] as const),
  )
  .refine((pairs) => pairs.every(([name, value]) => name !== '' && value !== ''), 'required')
  .refine(
    (pairs) => pairs.length <= 20 && pairs.every((pair) => pair.every((text) => text.length <= 200)),
    'too_long',
  )
  .refine(
    (pairs) => new Set(pairs.map(([name]) => textKey(name))).size === pairs.length,
    'duplicate_attribute',
  )
  .transform((pairs) => Object.fromEntries(pairs));

/** What a person may set on a product. Money: `price` with taxes, `cost_price` without. kg, cm, m³. */
export const productFields = z.strictObject({
  title: line(500),
  description: z.string().max(50_000, 'too_long').transform(normaliseText),
  sku: optionalLine(255),
  ean: optionalLine(64),
  price: money,
  cost_price: money,
  category_id: z.uuid().nullable(),
  weight: measure,
  length: measure,
  width: measure,
  height: measure,
  volume: decimal(14, 6).nullable(),
  attributes,
  status: z.enum(['active', 'draft']),
});

export type ProductFields = z.output<typeof productFields>;
