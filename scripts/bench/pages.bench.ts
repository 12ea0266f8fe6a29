import { isNull } from 'drizzle-orm';
import { encode } from 'next-auth/jwt';
import { products } from '@/db/schema/catalogue';
import { createToken } from '@/lib/auth/api-tokens';
import { sessionCookie } from '@/lib/auth/session';
import { signIn } from '@/lib/auth/sign-in';
import { createFirstAdmin } from '@/lib/auth/users';
import type { Ctx } from '@/lib/context';
import type { Runtime } from '@/lib/runtime';
import { ensureBuild } from '../support/build';
import { freePort } from '../support/local-postgres';
import { startWeb } from '../support/product';
import { type Bench, type Figure, quantile, timings } from './bench';
import { openBenchRuntime } from './bench-runtime';
import { makeLargeShop, SIZE } from './large-shop';

const TURNS = 30;
/** Asked for before anything is measured: whoever comes first waits for what the server loads the first time. */
const WARM = 5;

/**
 * How long the built application takes for pages and the API at 50,000 products and 100,000 orders, HTTP and HTML
 * included, one after the other; how large its pages are, and how many elements a browser builds of them.
 */
export const bench: Bench = {
  name: 'pages',
  run: async (say) => {
    await ensureBuild(say);
    const port = await freePort();
    const baseUrl = `http://127.0.0.1:${port}`;
    const { system, ctx, environment, close } = await openBenchRuntime({
      APP_URL: baseUrl,
      RATE_LIMIT_TOKEN: '0',
      RATE_LIMIT_ADDRESS: '0',
    });
    try {
      say(`making ${SIZE.products} products and ${SIZE.orders} orders`);
      await makeLargeShop(ctx, SIZE);
      const headers = await visitor(system, ctx);
      const web = await startWeb(port, { ...process.env, ...environment }, () => undefined);
      try {
        const figures: Figure[] = [];
        for (const [name, path] of Object.entries(await places(ctx))) {
          const measured = await measure(name, `${baseUrl}${path}`, headers);
          say(
            measured.map(({ name: what, value, unit }) => `${what}: ${value.toFixed(0)} ${unit}`).join(', '),
          );
          figures.push(...measured);
        }
        return figures;
      } finally {
        await web.stop();
      }
    } finally {
      await close();
    }
  },
};

async function places(ctx: Ctx): Promise<Record<string, string>> {
  const [one] = await ctx.db
    .select({ id: products.id })
    .from(products)
    .where(isNull(products.parentId))
    .limit(1);
  return {
    products: '/products',
    'products, search': '/products?search=SKU-49321',
    'products, search of many': '/products?search=produit',
    'products, by price': '/products?sort=price',
    'products, low stock': '/products?stock=low',
    'products, without picture': '/products?issue=no_picture',
    product: `/products/${one?.id}`,
    orders: '/orders',
    'orders, search': '/orders?search=S012345',
    stock: '/stock',
    categories: '/categories',
    dashboard: '/',
    analytics: '/analytics',
    replenishment: '/analytics/replenishment',
    runs: '/sync/runs',
    'API, products': '/api/v1/products',
    'API, search by words': '/api/v1/products?search=produit%20c4ca',
    'API, search by sku': '/api/v1/products?search=SKU-49321',
    'API, orders': '/api/v1/orders',
    'API, search everywhere': '/api/v1/search?q=SKU-49321',
  };
}

/** A signed-in administrator's cookie for pages, and a token for the API. */
async function visitor({ env }: Runtime, ctx: Ctx): Promise<Record<string, string>> {
  const person = { email: 'bench@example.com', password: 'a password for the bench' };
  await createFirstAdmin(ctx, { ...person, name: 'Bench', locale: 'fr' });
  const { id, stamp, sid } = await signIn(ctx, person, { address: null, userAgent: 'bench', device: null });
  const cookie = await encode({ token: { sub: id, stamp, sid }, secret: env.AUTH_SECRET });
  const { token } = await createToken(ctx, { name: 'bench', role: 'admin' });
  return { cookie: `${sessionCookie(env).name}=${cookie}`, authorization: `Bearer ${token}` };
}

async function measure(name: string, url: string, headers: Record<string, string>): Promise<Figure[]> {
  let text = '';
  const visit = async () => {
    const response = await fetch(url, { headers, redirect: 'error' });
    text = await response.text();
    if (!response.ok) throw new Error(`${name} was answered ${response.status}`);
  };
  await timings(WARM, visit);
  const durations = await timings(TURNS, visit);
  const elements = text.replace(/<script[\s\S]*?<\/script>/g, '').match(/<[a-z]/g) ?? [];
  return [
    { name: `${name}, median`, value: quantile(durations, 0.5), unit: 'ms' },
    { name: `${name}, 95 %`, value: quantile(durations, 0.95), unit: 'ms' },
    { name: `${name}, size`, value: Buffer.byteLength(text) / 1_000, unit: 'kB' },
    ...(url.includes('/api/') ? [] : [{ name: `${name}, elements`, value: elements.length, unit: '' }]),
  ];
}
