import { and, asc, eq, inArray, or } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { productImages, products } from '@/db/schema/catalogue';
import { outbox } from '@/db/schema/feeds';
import { links } from '@/db/schema/links';
import type { FamilyHere, Link, PictureRow } from '../family';

/** Products here with variants and pictures, by the head's id. Three queries whatever their number. */
export async function loadFamiliesHere(db: Db, headIds: readonly string[]): Promise<Map<string, FamilyHere>> {
  if (headIds.length === 0) return new Map();
  const rows = await db
    .select()
    .from(products)
    .where(or(anyOf(products.id, [...headIds]), anyOf(products.parentId, [...headIds])))
    .orderBy(asc(products.position), asc(products.id));
  const pictures: PictureRow[] =
    rows.length === 0
      ? []
      : await db
          .select()
          .from(productImages)
          .where(
            anyOf(
              productImages.productId,
              rows.map((row) => row.id),
            ),
          )
          .orderBy(asc(productImages.position), asc(productImages.id));
  const picturesOf = Map.groupBy(pictures, (picture) => picture.productId);
  const variantsOf = Map.groupBy(
    rows.filter((row) => row.parentId !== null),
    (row) => row.parentId,
  );
  return new Map(
    rows
      .filter((row) => row.parentId === null)
      .map((head) => [head.id, { head, variants: variantsOf.get(head.id) ?? [], pictures: picturesOf }]),
  );
}

/** Links of kind product or variant by what they tie, of one integration. */
export async function loadLinks(
  db: Db,
  integrationId: string,
  by: { localIds?: readonly string[]; model?: string; odooIds?: readonly number[] },
): Promise<Link[]> {
  const { localIds = [], odooIds = [], model = '' } = by;
  if (localIds.length + odooIds.length === 0) return [];
  return db
    .select()
    .from(links)
    .where(
      and(
        eq(links.integrationId, integrationId),
        inArray(links.kind, ['product', 'variant']),
        or(
          localIds.length > 0 ? anyOf(links.localId, [...localIds]) : undefined,
          odooIds.length > 0 ? and(eq(links.odooModel, model), anyOf(links.odooId, [...odooIds])) : undefined,
        ),
      ),
    );
}

/** Versions of the outbox rows of these products. */
export async function loadMarks(
  db: Db,
  integrationId: string,
  headIds: readonly string[],
): Promise<Map<string, number>> {
  if (headIds.length === 0) return new Map();
  const rows = await db
    .select({ localId: outbox.localId, version: outbox.version })
    .from(outbox)
    .where(
      and(
        eq(outbox.integrationId, integrationId),
        eq(outbox.kind, 'product'),
        anyOf(outbox.localId, [...headIds]),
      ),
    );
  return new Map(rows.map((row) => [row.localId, row.version]));
}
