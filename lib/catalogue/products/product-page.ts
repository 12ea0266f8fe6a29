import { eq } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { integrations } from '@/db/schema/integrations';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import type { Locale } from '@/lib/i18n/locale';
import { listErrors } from '@/lib/sync/history/list-errors';
import { type FieldValues, nameValues, valuesOf } from '@/lib/sync/history/name-values';
import { presentError } from '@/lib/sync/history/present';
import { categoryPaths } from '../categories/queries';
import { shopCurrency } from '../currency';
import { listWarehouses } from '../stock/warehouses';
import { liveVariants } from './family';
import { getProduct } from './get-product';
import { countSameSku } from './references';
import type { ProductView } from './schema';
import { productTimeline, type TimelineEntry } from './timeline';
import { viewProducts } from './view';

/** Everything the page of one product shows; null when there is no such product. */
export async function productPage({ db }: Pick<Ctx, 'db'>, id: string, locale: Locale) {
  const ctx = { db };
  const product = await getProduct(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  });
  if (!product) return null;
  const family = [id, ...product.variant_ids];
  const [variants, categories, warehouses, known, timeline, errors, sameSku, parents] = await Promise.all([
    liveVariants(db, id).then((rows) => viewProducts(db, rows)),
    categoryPaths(ctx, locale),
    listWarehouses(ctx, { limit: 500 }),
    db.select().from(integrations),
    productTimeline(ctx, family, locale),
    listErrors(ctx, { status: 'open', localIds: family, limit: 20 }),
    product.sku ? countSameSku(db, product.sku, id) : 0,
    product.parent_id
      ? db
          .select({ id: products.id, title: products.title })
          .from(products)
          .where(eq(products.id, product.parent_id))
      : [],
  ]);
  const [valueNames, currency] = await Promise.all([
    nameValues(db, timeline.map(valuesOfEntry)),
    shopCurrency(ctx),
  ]);
  const category = categories.find((one) => one.id === product.category_id);
  return {
    product,
    valueNames,
    currency,
    parent: parents[0] ?? null,
    variants,
    category: category ? { id: category.id, path: category.path } : null,
    warehouses: warehouses.data,
    integrations: new Map(known.map(({ id, name, config }) => [id, { name, url: config.url }])),
    picturesStaying: new Map(known.map((one) => [one.id, picturesStaying(product, one)])),
    timeline,
    errors: errors.data.map((error) => presentError(error, locale)),
    sameSku,
  };
}

function valuesOfEntry(entry: TimelineEntry): FieldValues {
  if (entry.type === 'change') return valuesOf(entry.fields);
  return entry.type === 'conflict' ? { [entry.field]: [entry.hereValue, entry.odooValue] } : {};
}

/** How many pictures an Odoo cannot be given: beyond the first of a variant, or of a product where it keeps but one. */
function picturesStaying(
  { images, parent_id }: ProductView,
  { connection, syncConfig }: typeof integrations.$inferSelect,
): number {
  const sent = syncConfig.direction !== 'import' && syncConfig.fields.product.includes('images');
  const single = parent_id !== null || connection.one_image === true;
  return sent && single ? Math.max(0, images.length - 1) : 0;
}
