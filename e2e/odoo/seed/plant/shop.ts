import { Env } from '../../orm/env';
import type { Row } from '../../orm/table';
import { type Rendered, renderPictures } from '../images/render';
import type { ShopPlan } from '../plan';
import { shopPlan } from '../shop/shop';
import { plantCatalogue } from './catalogue';
import { plantCompany } from './company';
import { plantCustomers, plantOrders } from './orders';
import { plantOpeningStock, plantRules } from './stock';

export interface ShopOptions {
  /** The day the shop's year ends; now unless said. */
  today?: Date;
  /** Seed of every choice; the same shop for the same word. */
  seed?: string;
  /** Prices in Odoo include the tax (TTC) or not (HT, the default). */
  priceIncluded?: boolean;
  /** all: also a picture for each colour; templates: one for each product; none: quickest. */
  pictures?: 'all' | 'templates' | 'none';
  /** Without the year's orders, for tests that do not need them. */
  orders?: boolean;
}

/**
 * Prepares the shop (pictures are drawn here) and answers the work that puts it into a database: give it to
 * `startOdoo({ seed })`.
 */
export async function shopSeed(options: ShopOptions = {}): Promise<(env: Env) => void> {
  const today = options.today ?? new Date();
  const plan = shopPlan(today, options.seed);
  const pictures = await drawPictures(plan, options.pictures ?? 'all');
  return (env) => plantShop(env, plan, today, pictures, options);
}

function plantShop(
  env: Env,
  plan: ShopPlan,
  today: Date,
  pictures: ReadonlyMap<string, Rendered>,
  options: ShopOptions,
): void {
  const priceIncluded = options.priceIncluded ?? false;
  const opening = at(env, new Date(today.getTime() - 370 * 86_400_000));
  const company = plantCompany(opening, plan, priceIncluded);
  const bySku = plantCatalogue(opening, plan, { priceIncluded, taxes: company.taxes, pictures });
  ageProducts(env, plan, today);
  plantOpeningStock(opening, plan, bySku, company);
  plantRules(opening, plan, bySku, company);
  const customers = plantCustomers(opening, plan);
  if (options.orders !== false) plantOrders(at(env, today), plan, bySku, company, customers);
}

function at(env: Env, moment: Date): Env {
  const iso = moment.toISOString();
  return new Env(env.db, env.db.begin(`${iso.slice(0, 10)} ${iso.slice(11, 19)}.000000`), env.uid, {}, true);
}

/** Products were not all made on one day. */
function ageProducts(env: Env, plan: ShopPlan, today: Date): void {
  const templates = env.db.table('product.template');
  const variants = env.db.table('product.product');
  const data = env.db.table('ir.model.data');
  for (const product of plan.products) {
    const link = [...data.where('name', `product_${product.key}`)][0];
    const id = Number(data.rows.get(link ?? 0)?.res_id ?? 0);
    const iso = new Date(today.getTime() - product.age * 86_400_000).toISOString();
    const stamp = `${iso.slice(0, 10)} ${iso.slice(11, 19)}.${String(id % 1_000_000).padStart(6, '0')}`;
    const stampRow = (row: Row | undefined): void => {
      if (row !== undefined) Object.assign(row, { create_date: stamp, write_date: stamp });
    };
    stampRow(templates.rows.get(id));
    for (const variant of variants.where('product_tmpl_id', id)) stampRow(variants.rows.get(variant));
  }
}

function drawPictures(plan: ShopPlan, wanted: 'all' | 'templates' | 'none'): Promise<Map<string, Rendered>> {
  if (wanted === 'none') return Promise.resolve(new Map());
  const list = plan.products.flatMap((product) => {
    const { image } = product;
    if (image === null) return [];
    const own = { key: product.key, shape: image.shape, colour: product.variants[0]?.colour ?? image.colour };
    if (wanted === 'templates') return [own];
    const coloured = product.variants
      .filter((variant) => variant.colour !== null && variant.colour !== own.colour)
      .map((variant) => ({ key: variant.sku, shape: image.shape, colour: variant.colour ?? own.colour }));
    return [own, ...coloured];
  });
  return renderPictures(list);
}
