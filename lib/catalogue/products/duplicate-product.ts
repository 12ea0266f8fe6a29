import { asc, eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import { productImages, products } from '@/db/schema/catalogue';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import type { Locale } from '@/lib/i18n/locale';
import { translate } from '@/lib/i18n/translate';
import { liveVariants, type ProductRow } from './family';
import { getProduct } from './get-product';
import type { ProductView } from './schema';

const LONGEST_TITLE = 500;

/**
 * Makes a draft of a product with its texts, prices, measures, variants and pictures. Codes are one product's alone and
 * stock lies where it lies: neither is copied. A draft goes to no Odoo before somebody publishes it.
 * @throws AppError not_found, forbidden, variant_alone
 */
export async function duplicateProduct(ctx: Ctx, id: string, locale: Locale): Promise<ProductView> {
  requireAdmin(ctx);
  return inTransaction(ctx, async (inner) => {
    const [original] = await inner.db.select().from(products).where(eq(products.id, id));
    if (!original) throw new AppError('not_found');
    if (original.parentId !== null) throw new AppError('variant_alone');
    const title = translate(locale, 'catalogue.duplicate.copy_of', { title: original.title }).slice(
      0,
      LONGEST_TITLE,
    );
    const copy = await copyRow(inner, original, { parentId: null, title });
    for (const variant of await liveVariants(inner.db, id)) {
      await copyRow(inner, variant, { parentId: copy, title });
    }
    return getProduct(inner, copy);
  });
}

async function copyRow(
  { db }: Ctx,
  original: ProductRow,
  change: { parentId: string | null; title: string },
) {
  const { createdAt: _made, updatedAt: _changed, version: _version, deletedAt: _deleted, ...row } = original;
  const id = v7();
  await db.insert(products).values({ ...row, ...change, id, sku: null, ean: null, status: 'draft' });
  const pictures = await db
    .select()
    .from(productImages)
    .where(eq(productImages.productId, original.id))
    .orderBy(asc(productImages.position));
  // The bytes are kept once, under their checksum.
  const copies = pictures.map(({ createdAt: _taken, ...picture }) => ({
    ...picture,
    id: v7(),
    productId: id,
  }));
  if (copies.length > 0) await db.insert(productImages).values(copies);
  return id;
}
