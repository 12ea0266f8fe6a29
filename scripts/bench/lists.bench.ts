import { products } from '@/db/schema/catalogue';
import { bestSellers } from '@/lib/analytics/best-sellers';
import { replenishment } from '@/lib/analytics/replenishment';
import { replenishmentQuery } from '@/lib/analytics/schema';
import { categoryPaths } from '@/lib/catalogue/categories/queries';
import { browseProducts, browseQuery, countProducts } from '@/lib/catalogue/products/browse-products';
import { listProducts } from '@/lib/catalogue/products/list-products';
import { encodeCursor } from '@/lib/http/list';
import { listOrders } from '@/lib/orders/list-orders';
import { orderListQuery } from '@/lib/orders/schema';
import { countCatalogue } from '@/lib/overview/catalogue-counts';
import { catalogueQuality } from '@/lib/overview/catalogue-quality';
import { salesTrend } from '@/lib/overview/sales-trend';
import { searchEverywhere } from '@/lib/search/search-everywhere';
import { type Bench, type Figure, quantile, timings } from './bench';
import { openBenchRuntime } from './bench-runtime';
import { makeLargeShop, SIZE } from './large-shop';

const TURNS = 20;

/** How quick what pages and the API show is at 50,000 products and 100,000 orders (C6), without HTTP and HTML. */
export const bench: Bench = {
  name: 'lists',
  run: async (say) => {
    const { system, ctx, close } = await openBenchRuntime();
    try {
      say(`making ${SIZE.products} products and ${SIZE.orders} orders`);
      await makeLargeShop(ctx, SIZE);
      const middle = await system.db
        .select({ id: products.id })
        .from(products)
        .orderBy(products.id)
        .offset(SIZE.products / 2)
        .limit(1);
      const deep = encodeCursor(middle.map((row) => row.id));
      const list = (filter: object) => () =>
        listProducts(ctx, { limit: 50, include_deleted: false, ...filter });
      const browse = (filter: object) => () => browseProducts(ctx, browseQuery.parse(filter));
      const sold = (filter: object) => () => listOrders(ctx, orderListQuery.parse(filter));
      const figures: Figure[] = [];
      for (const [name, work] of Object.entries({
        'API, first page': list({}),
        'API, page in the middle': list({ cursor: deep }),
        'API, search by words': list({ search: 'produit c4ca' }),
        'API, search by sku': list({ search: 'SKU-49321' }),
        'products, by title': browse({}),
        'products, by price': browse({ sort: 'price' }),
        'products, search': browse({ search: 'SKU-49321' }),
        'products, search of all': browse({ search: 'produit' }),
        'products, count': () => countProducts(ctx, browseQuery.parse({})),
        'categories to choose from': () => categoryPaths(ctx),
        'orders, newest': sold({}),
        'orders, search': sold({ search: 'S012345' }),
        'search everywhere': () => searchEverywhere(ctx, { q: 'SKU-49321' }, 'fr'),
        'dashboard, catalogue': () => countCatalogue(ctx),
        'dashboard, quality': () => catalogueQuality(ctx),
        'dashboard, sales of 30 days': () => salesTrend(ctx, 30),
        'dashboard, to reorder': () =>
          replenishment(ctx, { ...replenishmentQuery.parse({}), to_order: true, limit: 5 }),
        'analytics, best sellers of 90 days': async () => {
          const { from, to } = await salesTrend(ctx, 90);
          return bestSellers(ctx, { from, to, by: 'revenue', limit: 20 });
        },
      })) {
        const durations = await timings(TURNS, work);
        say(`${name}: ${quantile(durations, 0.5).toFixed(0)} ms`);
        figures.push({ name: `${name}, median`, value: quantile(durations, 0.5), unit: 'ms' });
        figures.push({ name: `${name}, 95 %`, value: quantile(durations, 0.95), unit: 'ms' });
      }
      return figures;
    } finally {
      await close();
    }
  },
};
