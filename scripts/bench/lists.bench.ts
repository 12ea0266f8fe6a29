import { sql } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { browseProducts, browseQuery, countProducts } from '@/lib/catalogue/products/browse-products';
import { listProducts } from '@/lib/catalogue/products/list-products';
import { SYSTEM } from '@/lib/context';
import { readEnv } from '@/lib/env';
import { encodeCursor } from '@/lib/http/list';
import { contextOf, openRuntime } from '@/lib/runtime';
import { startLocalPostgres } from '../support/local-postgres';
import { prepareDatabase } from '../support/product';
import { type Bench, type Figure, quantile, timings } from './bench';

const PRODUCTS = 50_000;
const TURNS = 40;

/** How quick the product list is at 50,000 products (C6). */
export const bench: Bench = {
  name: 'lists',
  run: async (say) => {
    const server = await startLocalPostgres({ password: 'bench' });
    const system = openRuntime(
      readEnv({
        DATABASE_URL: await prepareDatabase(server.url, 'bench'),
        APP_URL: 'http://127.0.0.1:3000',
        AUTH_SECRET: 'x'.repeat(40),
        ENCRYPTION_KEYS: `bench:${Buffer.alloc(32, 1).toString('base64')}`,
        LOG_LEVEL: 'silent',
      }),
    );
    try {
      say(`making ${PRODUCTS} products`);
      await system.db.execute(sql`
        insert into products (id, title, sku, ean, price)
        select gen_random_uuid(), 'Produit ' || md5(n::text), 'SKU-' || n, (3000000000000 + n)::text, n % 1000
        from generate_series(1, ${PRODUCTS}::int) n`);
      await system.db.execute(sql`analyze products`);
      const ctx = contextOf(system, SYSTEM);
      const figures: Figure[] = [];
      const middle = await system.db
        .select()
        .from(products)
        .orderBy(products.id)
        .offset(PRODUCTS / 2)
        .limit(1);
      const deep = encodeCursor(middle.map((row) => row.id));
      const list = (filter: object) => () =>
        listProducts(ctx, { limit: 50, include_deleted: false, ...filter });
      const browse = (filter: object) => () => browseProducts(ctx, browseQuery.parse(filter));
      for (const [name, work] of Object.entries({
        'first page': list({}),
        'page in the middle': list({ cursor: deep }),
        'search by words': list({ search: 'produit c4ca' }),
        'search by sku': list({ search: 'SKU-49321' }),
        'page of people, by title': browse({}),
        'page of people, search': browse({ search: 'SKU-49321' }),
        'page of people, count': () => countProducts(ctx, browseQuery.parse({})),
      })) {
        const durations = await timings(TURNS, work);
        figures.push({ name: `${name}, median`, value: quantile(durations, 0.5), unit: 'ms' });
        figures.push({ name: `${name}, 95 %`, value: quantile(durations, 0.95), unit: 'ms' });
      }
      return figures;
    } finally {
      await system.close();
      await server.stop();
    }
  },
};
