import { and, eq, inArray, isNull } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { products } from '@/db/schema/catalogue';
import { integrations } from '@/db/schema/integrations';
import { links } from '@/db/schema/links';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import type { Locale } from '@/lib/i18n/locale';
import { explain } from '@/lib/i18n/translate';
import type { Integration } from '@/lib/integrations/find';
import { withOdoo } from '@/lib/integrations/odoo-settings';
import { recordAddress } from '@/lib/odoo/record-address';
import type { ExplanationAnswer } from './answer';
import { explainPrice } from './explain-price';
import { explainStock } from './explain-stock';

type Product = typeof products.$inferSelect;
type Link = typeof links.$inferSelect;
type Entry = ExplanationAnswer['data'][number];

/**
 * Where a product's price and stock come from, asked of every Odoo that has it, now. What cannot be reached says why and
 * leaves the others alone. Nothing is written. @throws AppError not_found
 */
export async function explainProduct(ctx: Ctx, id: string, locale: Locale): Promise<ExplanationAnswer> {
  const [product] = await ctx.db.select().from(products).where(eq(products.id, id));
  if (!product) throw new AppError('not_found');
  const head = product.parentId ?? product.id;
  const tied = await ctx.db
    .select()
    .from(links)
    .where(
      and(
        anyOf(links.localId, [head, id]),
        inArray(links.kind, ['product', 'variant']),
        isNull(links.odooDeletedAt),
      ),
    );
  const known = await ctx.db.select().from(integrations).orderBy(integrations.createdAt);
  const entries = known.map((integration) => {
    const own = tied.filter((link) => link.integrationId === integration.id);
    const template = own.find((link) => link.kind === 'product');
    const variant = own.find((link) => link.kind === 'variant' && link.localId === id) ?? null;
    return template ? [entryOf(ctx, integration, product, { template, variant }, locale)] : [];
  });
  return { data: await Promise.all(entries.flat()) };
}

async function entryOf(
  ctx: Ctx,
  integration: Integration,
  product: Product,
  { template, variant }: { template: Link; variant: Link | null },
  locale: Locale,
): Promise<Entry> {
  const shown = product.parentId !== null && variant ? variant : template;
  const entry = {
    integration_id: integration.id,
    integration_name: integration.name,
    odoo_model: shown.odooModel,
    odoo_id: shown.odooId,
    odoo_url: recordAddress(integration.config.url, shown.odooModel, shown.odooId),
    read_at: ctx.now().toISOString(),
  };
  try {
    const told = await withOdoo(ctx, integration, async (odoo) => ({
      price: await explainPrice(odoo, { product, templateLink: template, variantLink: variant }),
      stock: variant
        ? await explainStock(ctx.db, odoo, integration.id, {
            productId: product.id,
            odooProductId: variant.odooId,
          })
        : [],
    }));
    return { ...entry, ...told, problem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ...entry, price: null, stock: [], problem: explain(locale, error) };
  }
}
