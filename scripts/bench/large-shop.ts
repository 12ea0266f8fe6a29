import { sql } from 'drizzle-orm';
import type { Ctx } from '@/lib/context';
import { createIntegration } from '@/lib/integrations/create';
import { createInput } from '@/lib/integrations/schema';

/** How much there is. */
export interface Size {
  readonly products: number;
  readonly orders: number;
}

/** As the environment says it (BENCH_PRODUCTS, BENCH_ORDERS). */
export const SIZE: Size = {
  products: Number(process.env.BENCH_PRODUCTS ?? 50_000),
  orders: Number(process.env.BENCH_ORDERS ?? 100_000),
};

const CATEGORIES = 200;

/**
 * A large shop, made in the database itself: products in 200 categories, of which every tenth has three variants, counted
 * in one warehouse and tied to Odoo, and a year of orders of two lines each, all with statistics as after a while of use.
 */
export async function makeLargeShop(ctx: Ctx, { products, orders }: Size): Promise<void> {
  const config = { url: 'https://large.odoo.com', database: 'large', username: 'a', api_key: 'k' };
  const { id } = await createIntegration(ctx, createInput.parse({ name: 'Large', type: 'odoo', config }));
  await ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('pm.origin', ${id}, true)`);
    await tx.execute(sql`
      insert into categories (id, name) select gen_random_uuid(), 'Rayon ' || n from generate_series(1, ${CATEGORIES}::int) n`);
    await tx.execute(sql`insert into warehouses (id, name, code) values (gen_random_uuid(), 'Dépôt', 'DEP')`);
    await tx.execute(sql`
      insert into products (id, title, sku, ean, price, category_id)
      select gen_random_uuid(), 'Produit ' || md5(n::text), 'SKU-' || n, (3000000000000 + n)::text, n % 1000, shelf.id
      from generate_series(1, ${products}::int) n
      join (select id, row_number() over (order by id) as at from categories) shelf on shelf.at = n % ${CATEGORIES} + 1`);
    await tx.execute(sql`
      insert into products (id, parent_id, title, sku, price, attributes)
      select gen_random_uuid(), id, title, sku || '-' || size, price, jsonb_build_object('Taille', size)
      from products, unnest(array['S', 'M', 'L']) size where sku like '%0'`);
    for (const [kind, model, which] of [
      ['product', 'product.template', sql`parent_id is null`],
      ['variant', 'product.product', sql`true`],
    ] as const) {
      await tx.execute(sql`
        insert into links (id, integration_id, kind, local_id, odoo_model, odoo_id, base, origin, last_synced_at)
        select gen_random_uuid(), ${id}, ${kind}, id, ${model}, row_number() over (order by id),
          jsonb_build_object('title', title, 'sku', sku, 'price', price), 'odoo', now()
        from products where ${which}`);
    }
    await tx.execute(sql`
      insert into stock_levels (id, product_id, warehouse_id, quantity, alert_threshold)
      select gen_random_uuid(), products.id, warehouses.id, length(sku) * 7 % 30, 5 from products, warehouses`);
    await tx.execute(sql`
      insert into orders (id, integration_id, odoo_id, number, status, odoo_state, customer_name, customer_email, currency,
        total_untaxed, total, ordered_at)
      select gen_random_uuid(), ${id}, n, 'S' || lpad(n::text, 6, '0'), 'confirmed', 'sale', 'Client ' || md5(n::text),
        n || '@example.com', 'EUR', n % 500, n % 500 * 1.2, now() - n % 365 * interval '1 day'
      from generate_series(1, ${orders}::int) n`);
    await tx.execute(sql`
      insert into order_lines (id, order_id, odoo_id, position, product_id, name, quantity, unit_price, total_untaxed, total)
      select gen_random_uuid(), ordered.id, ordered.odoo_id * 2 + line, line, goods.id, goods.title, 1 + line, goods.price,
        goods.price, goods.price * 1.2
      from orders ordered cross join generate_series(0, 1) line
      join (select id, title, price, row_number() over (order by id) as at from products) goods
        on goods.at = (ordered.odoo_id * 31 + line * 7) % ${products}::int + 1`);
  });
  await ctx.db.execute(sql`vacuum analyze`);
}
