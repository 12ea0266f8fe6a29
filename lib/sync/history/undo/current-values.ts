import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { categories, products } from '@/db/schema/catalogue';
import type { Canonical, Json } from '../../core/canonical';
import type { FamilyHere, ProductRow } from '../../kinds/product/family';
import { PRODUCT_FIELDS, VARIANT_FIELDS } from '../../kinds/product/fields/fields';
import { loadFamiliesHere } from '../../kinds/product/find/load-families';
import type { EditKind } from './undo-step';

export interface RecordRef {
  readonly kind: EditKind;
  readonly localId: string;
}

export const keyOf = ({ kind, localId }: RecordRef) => `${kind} ${localId}`;

/** What records here hold now, in the canonical form that changes are recorded in; those that are gone are absent. */
export async function currentValues(db: Db, refs: readonly RecordRef[]): Promise<Map<string, Canonical>> {
  const idsOf = (kinds: readonly EditKind[]) =>
    refs.filter((ref) => kinds.includes(ref.kind)).map((ref) => ref.localId);
  return new Map([
    ...(await categoryValues(db, idsOf(['category']))),
    ...(await productValues(db, idsOf(['product', 'variant']))),
  ]);
}

async function categoryValues(db: Db, ids: readonly string[]): Promise<[string, Canonical][]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select()
    .from(categories)
    .where(anyOf(categories.id, [...ids]));
  return rows.map((row) => [
    keyOf({ kind: 'category', localId: row.id }),
    { name: row.name, parent: row.parentId, active: row.deletedAt === null },
  ]);
}

async function productValues(db: Db, ids: readonly string[]): Promise<[string, Canonical][]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: products.id, parentId: products.parentId })
    .from(products)
    .where(anyOf(products.id, [...ids]));
  const families = await loadFamiliesHere(db, [...new Set(rows.map((row) => row.parentId ?? row.id))]);
  return [...families.values()]
    .flatMap((family) => [
      [
        keyOf({ kind: 'product', localId: family.head.id }),
        sayHere(PRODUCT_FIELDS, family, family.head),
      ] as const,
      ...[family.head, ...family.variants].map(
        (row) => [keyOf({ kind: 'variant', localId: row.id }), sayHere(VARIANT_FIELDS, family, row)] as const,
      ),
    ])
    .map(([key, values]): [string, Canonical] => [key, values]);
}

interface SaysHere {
  readonly key: string;
  readonly here: (source: { row: ProductRow; family: FamilyHere }) => Json | undefined;
}

function sayHere(fields: readonly SaysHere[], family: FamilyHere, row: ProductRow): Canonical {
  const said: Record<string, Json> = {};
  for (const field of fields) {
    const value = field.here({ row, family });
    if (value !== undefined) said[field.key] = value;
  }
  return said;
}
