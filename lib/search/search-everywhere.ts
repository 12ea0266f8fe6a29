import { z } from 'zod';
import { categoryPaths } from '@/lib/catalogue/categories/queries';
import { browseProducts, browseQuery } from '@/lib/catalogue/products/browse-products';
import { textKey } from '@/lib/catalogue/text';
import type { Ctx } from '@/lib/context';
import { readGuide, searchGuide } from '@/lib/i18n/guide';
import type { Locale } from '@/lib/i18n/locale';
import { listIntegrations } from '@/lib/integrations/list';
import { listOrders } from '@/lib/orders/list-orders';
import { orderListQuery } from '@/lib/orders/schema';
import type { Found, FoundKind } from './answers';

export const searchQuery = z.object({ q: z.string().trim().min(1).max(100) });

/** Of each kind so many: the lists themselves show the rest. */
const EACH = 5;

/** Products, orders, categories, integrations and help that a few words name, whatever their case and accents. */
export async function searchEverywhere(
  ctx: Pick<Ctx, 'db' | 'env'>,
  { q }: z.output<typeof searchQuery>,
  locale: Locale,
): Promise<Found[]> {
  const [products, orders, categories, integrations] = await Promise.all([
    browseProducts(ctx, browseQuery.parse({ search: q, limit: EACH })),
    listOrders(ctx, orderListQuery.parse({ search: q, limit: EACH })),
    categoryPaths(ctx, locale),
    listIntegrations(ctx),
  ]);
  const words = textKey(q).split(' ');
  const has = (text: string) => words.every((word) => textKey(text).includes(word));
  const found = (kind: FoundKind, id: string, title: string, detail: string | null, path: string): Found => ({
    ...{ kind, id, title, detail, path },
  });
  return [
    ...products.data.map(({ id, title, sku, ean }) =>
      found('product', id, title, sku ?? ean, `/products/${id}`),
    ),
    ...orders.data.map(({ id, number, customer }) =>
      found('order', id, number, customer.name || null, `/orders/${id}`),
    ),
    ...categories
      .filter(({ path }) => has(path.join(' ')))
      .slice(0, EACH)
      .map(({ id, name, path }) =>
        found('category', id, name, path.join(' / '), `/products?category_id=${id}`),
      ),
    ...integrations
      .filter(({ name, config }) => has(`${name} ${config.url}`))
      .slice(0, EACH)
      .map(({ id, name, config }) =>
        found('integration', id, name, config.url, `/settings/integrations/${id}`),
      ),
    ...helpFor(q, locale),
  ];
}

function helpFor(q: string, locale: Locale): Found[] {
  const { chapters, codes } = readGuide(locale);
  return [...searchGuide(chapters, q), ...searchGuide(codes, q)]
    .slice(0, EACH)
    .map(({ id, title, paragraphs }) => ({
      ...{ kind: 'help' as const, id, title, path: `/docs#${id}` },
      detail: paragraphs[0]?.slice(0, 120) ?? null,
    }));
}
