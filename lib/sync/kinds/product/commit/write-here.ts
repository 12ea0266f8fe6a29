import { eq, sql } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { productImages, type products, stockLevels } from '@/db/schema/catalogue';
import { stockLinks } from '@/db/schema/links';
import type { Canonical, Json } from '../../../core/canonical';
import type { PictureRow } from '../family';
import { asAttributes, asList, asText, asTextOrNull } from '../fields/values';
import type { Tools } from './tools';

type Columns = Partial<typeof products.$inferInsert>;

/** Canonical values of a product as its columns; what is not among `values` is not touched. Pictures apart. */
export function headColumns(values: Canonical): Columns {
  const { title, description, sku, price, category, length, width, height } = values;
  return {
    ...(title === undefined ? {} : { title: asText(title) }),
    ...(description === undefined ? {} : { description: asText(description) }),
    ...(sku === undefined ? {} : { sku: asTextOrNull(sku) }),
    ...(price === undefined ? {} : { price: asTextOrNull(price) ?? '0' }),
    ...(category === undefined ? {} : { categoryId: asTextOrNull(category) }),
    ...(length === undefined ? {} : { length: asTextOrNull(length) }),
    ...(width === undefined ? {} : { width: asTextOrNull(width) }),
    ...(height === undefined ? {} : { height: asTextOrNull(height) }),
  };
}

/** Canonical values of a variant as columns. Its price, where it has its product's, is given by the caller. */
export function variantColumns(values: Canonical): Columns {
  const { sku, ean, cost_price, weight, volume, attributes } = values;
  return {
    ...(sku === undefined ? {} : { sku: asTextOrNull(sku) }),
    ...(ean === undefined ? {} : { ean: asTextOrNull(ean) }),
    ...(cost_price === undefined ? {} : { costPrice: asTextOrNull(cost_price) }),
    ...(weight === undefined ? {} : { weight: asTextOrNull(weight) }),
    ...(volume === undefined ? {} : { volume: asTextOrNull(volume) }),
    ...(attributes === undefined ? {} : { attributes: asAttributes(attributes) }),
  };
}

/**
 * Makes a product's pictures those named, in that order; named by SHA-1 when they are here already, or by what they
 * were downloaded as. Nothing happens when they are so already.
 */
export async function writePictures(
  { tx, taken, batch }: Pick<Tools, 'tx' | 'taken' | 'batch'>,
  productId: string,
  before: readonly PictureRow[],
  wanted: readonly string[],
): Promise<void> {
  const rows = wanted.flatMap((name) => {
    const known = before.find((picture) => picture.sha1 === name);
    const found = known ?? taken.get(name);
    return found ? [{ known: known?.id, picture: found }] : [];
  });
  const unique = rows.filter(
    ({ picture }, index) => rows.findIndex((other) => other.picture.sha256 === picture.sha256) === index,
  );
  const kept = new Set(unique.flatMap(({ known }) => known ?? []));
  for (const picture of before) {
    if (!kept.has(picture.id)) await tx.delete(productImages).where(eq(productImages.id, picture.id));
  }
  for (const [position, { known, picture }] of unique.entries()) {
    const { sha256, sha1, contentType, size, width, height } = picture;
    const old = before.find((row) => row.id === known);
    if (old?.position === position) continue;
    if (old) await tx.update(productImages).set({ position }).where(eq(productImages.id, old.id));
    else batch.pictures.push({ productId, position, sha256, sha1, contentType, size, width, height });
  }
}

/** The pictures a product must have: what the merge changes, and the rest as it is. */
export function picturesAfter(toHere: Canonical, before: readonly PictureRow[]): string[] | null {
  const { image, extra_images } = toHere;
  if (image === undefined && extra_images === undefined) return null;
  const [main, ...extra] = before.map((picture) => picture.sha1);
  const first: Json = image === undefined ? (main ?? null) : image;
  return [
    ...(typeof first === 'string' ? [first] : []),
    ...(extra_images === undefined ? extra : asList(extra_images)),
  ];
}

/**
 * Stock and its base follow the product.product from the product itself to its first variant. What a run brought the
 * product after the catalogue had handed its goods over to the variant is a difference, and joins them. What Odoo counted
 * while nobody stood for its record has been announced in vain: the variant is compared anew.
 */
export async function handOverStock(tx: Db, fromId: string, toId: string): Promise<void> {
  const late = sql`late.product_id = ${fromId} and own.product_id = ${toId} and own.warehouse_id = late.warehouse_id`;
  await tx.execute(sql`
    update ${stockLevels} own set quantity = own.quantity + late.quantity,
      alert_threshold = coalesce(own.alert_threshold, late.alert_threshold)
    from ${stockLevels} late where ${late}`);
  await tx.execute(sql`delete from ${stockLevels} late using ${stockLevels} own where ${late}`);
  await tx.update(stockLevels).set({ productId: toId }).where(eq(stockLevels.productId, fromId));
  await tx
    .update(stockLinks)
    .set({ productId: toId, lastSyncedAt: null })
    .where(eq(stockLinks.productId, fromId));
}
