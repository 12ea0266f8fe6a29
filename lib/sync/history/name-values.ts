import { z } from 'zod';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { categories, productImages } from '@/db/schema/catalogue';

const PICTURE = /^[0-9a-f]{40}$/;
const NAMED = new Set(['category', 'category_id', 'parent', 'parent_id']);

export type FieldValues = Readonly<Record<string, readonly unknown[]>>;

/**
 * What recorded values are called: categories by their path ("Vêtements / T-shirts"), pictures by the address of one
 * that is still here. What is gone has no name. Two queries for a whole page.
 */
export async function nameValues(db: Db, records: readonly FieldValues[]): Promise<Record<string, string>> {
  const all = records.flatMap((fields) => Object.entries(fields));
  const texts = (wanted: (field: string) => boolean) =>
    all.flatMap(([field, values]) =>
      wanted(field) ? values.flat().filter((one) => typeof one === 'string') : [],
    );
  const ids = texts((field) => NAMED.has(field)).filter((text) => z.uuid().safeParse(text).success);
  const pictures = texts((field) => field === 'image' || field === 'extra_images').filter((text) =>
    PICTURE.test(text),
  );
  const [tree, images] = await Promise.all([
    ids.length === 0 ? [] : db.select().from(categories),
    pictures.length === 0
      ? []
      : db
          .select({ id: productImages.id, productId: productImages.productId, sha1: productImages.sha1 })
          .from(productImages)
          .where(anyOf(productImages.sha1, [...new Set(pictures)])),
  ]);
  const byId = new Map(tree.map((row) => [row.id, row]));
  return Object.fromEntries([
    ...ids.flatMap((id) => (byId.has(id) ? [[id, pathOf(id, byId).join(' / ')]] : [])),
    ...images.map(({ id, productId, sha1 }) => [sha1, `/api/v1/products/${productId}/images/${id}?size=96`]),
  ]);
}

/** The values of changes, before and after, for {@link nameValues}. */
export function valuesOf(fields: Readonly<Record<string, { before: unknown; after: unknown }>>): FieldValues {
  return Object.fromEntries(
    Object.entries(fields).map(([field, { before, after }]) => [field, [before, after]]),
  );
}

type Category = Pick<typeof categories.$inferSelect, 'name' | 'parentId'>;

function pathOf(id: string, byId: ReadonlyMap<string, Category>, depth = 0): string[] {
  const row = byId.get(id);
  if (!row || depth > byId.size) return [];
  return [...(row.parentId === null ? [] : pathOf(row.parentId, byId, depth + 1)), row.name];
}
