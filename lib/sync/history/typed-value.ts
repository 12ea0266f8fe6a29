import { z } from 'zod';
import type { RecordKind } from '@/db/schema/runs';
import { newCategory } from '@/lib/catalogue/categories/schema';
import { decimal, productFields } from '@/lib/catalogue/products/fields';
import type { Json } from '../core/canonical';
import { canonicalDecimal, decimalWithZero } from '../kinds/product/fields/values';
import { type Kept, VOLUME } from '../kinds/unreadable-value';

const { shape } = productFields;
const number = (schema: z.ZodType<string | null>, kept?: Kept) =>
  schema.transform((value) => canonicalDecimal(value, kept));
const life = z.boolean();

const GOODS: Readonly<Record<string, z.ZodType<Json>>> = {
  title: shape.title,
  description: shape.description,
  sku: shape.sku,
  ean: shape.ean,
  price: number(shape.price),
  cost_price: number(shape.cost_price),
  weight: number(shape.weight),
  length: number(shape.length),
  width: number(shape.width),
  height: number(shape.height),
  volume: number(shape.volume, VOLUME),
  category: shape.category_id,
  attributes: shape.attributes,
  active: life,
};
const count = decimal(16, 4);

const SCHEMAS: Partial<Record<RecordKind, Readonly<Record<string, z.ZodType<Json>>>>> = {
  product: GOODS,
  variant: { ...GOODS, price: shape.price.transform((price) => decimalWithZero(price)) },
  category: { name: newCategory.shape.name, parent: z.uuid().nullable(), active: life },
  stock: {
    quantity: number(count),
    alert_threshold: count.nullable().transform((value) => decimalWithZero(value)),
  },
};

export type TypedValue =
  | { readonly value: Json }
  /** A code of the area `errors` under `fields`. */
  | { readonly wrong: string };

/**
 * A value that a person typed for a field of a conflict, through the schema that the field has everywhere else, in its
 * canonical form: "75,50" → "75.5". Pictures and the like are chosen, not typed.
 */
export function readTypedValue(kind: RecordKind, field: string, typed: unknown): TypedValue {
  const schema = SCHEMAS[kind]?.[field];
  if (!schema) return { wrong: 'not_typed' };
  const read = schema.safeParse(typed);
  if (read.success) return { value: read.data };
  const [issue] = read.error.issues;
  return { wrong: issue && /^[a-z_]+$/.test(issue.message) ? issue.message : 'unfit' };
}
