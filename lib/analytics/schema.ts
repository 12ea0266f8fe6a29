import { z } from 'zod';
import { listOf } from '@/lib/http/list';
import { isTimeZone } from '@/lib/time-zone';

/** Longest period asked for at once: ten years of days. */
const MAX_DAYS = 3660;

const DAY_MS = 86_400_000;

/** Both days included. Without `from` the 365 days up to `to`; without `to` up to today. */
const period = z.object({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** IANA name of the clock that says when a day begins; the shop's own (TIME_ZONE) unless said. */
  timezone: z.string().max(64).refine(isTimeZone, 'unknown_time_zone').optional(),
});

const ordered = (input: { from?: string; to?: string }) =>
  !input.from || !input.to || (input.from <= input.to && daysBetween(input.from, input.to) <= MAX_DAYS);
const BAD_PERIOD = { error: 'bad_period', path: ['from'] };

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

export const salesQuery = period
  .extend({ interval: z.enum(['day', 'week', 'month']).default('month') })
  .refine(ordered, BAD_PERIOD);
export type SalesQuery = z.output<typeof salesQuery>;

/** Money tax-included unless it says untaxed; confirmed and delivered orders only. */
export const salesView = z.object({
  from: z.string(),
  to: z.string(),
  interval: z.enum(['day', 'week', 'month']),
  /** IANA name of the clock that says when a day begins. */
  timezone: z.string(),
  currency: z.string(),
  /** Sales in another currency: they are in none of the sums. */
  other_currency_orders: z.number().int(),
  revenue: z.string(),
  revenue_untaxed: z.string(),
  orders: z.number().int(),
  quantity: z.string(),
  data: z.array(
    z.object({
      /** First day of the day, week (Monday) or month. */
      period: z.string(),
      revenue: z.string(),
      revenue_untaxed: z.string(),
      orders: z.number().int(),
      quantity: z.string(),
    }),
  ),
  categories: z.array(
    z.object({
      category_id: z.uuid().nullable(),
      name: z.string().nullable(),
      revenue: z.string(),
      revenue_untaxed: z.string(),
      quantity: z.string(),
    }),
  ),
});
export type SalesView = z.output<typeof salesView>;

export const bestSellersQuery = period
  .extend({
    by: z.enum(['revenue', 'quantity']).default('revenue'),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  })
  .refine(ordered, BAD_PERIOD);
export type BestSellersQuery = z.output<typeof bestSellersQuery>;

export const bestSeller = z.object({
  /** Null for what is sold in Odoo but not known here. */
  product_id: z.uuid().nullable(),
  title: z.string(),
  /** What tells a variant from its sisters. */
  attributes: z.record(z.string(), z.string()),
  sku: z.string().nullable(),
  /** The product's own, in which `quantity` is counted. */
  unit: z.string().nullable(),
  /** Less what came back. */
  quantity: z.string(),
  revenue: z.string(),
  revenue_untaxed: z.string(),
  orders: z.number().int(),
  /** Lines whose unit cannot be converted to the product's: in the revenue, not in the quantity. */
  lines_not_counted: z.number().int(),
});
export type BestSeller = z.output<typeof bestSeller>;
export const bestSellerList = listOf(bestSeller);

export const replenishmentQuery = z.object({
  /** Days of sales that are looked back on. */
  window_days: z.coerce.number().int().min(1).max(730).default(90),
  /** Days from ordering goods until they arrive. */
  lead_days: z.coerce.number().int().min(0).max(365).default(14),
  /** Days the goods shall last after they arrived. */
  cover_days: z.coerce.number().int().min(0).max(365).default(30),
  search: z.string().trim().max(200).optional(),
  /** Only what is to be ordered. */
  to_order: z.stringbool().default(false),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(1000).optional(),
});
export type ReplenishmentQuery = z.output<typeof replenishmentQuery>;

export const replenishmentRow = z.object({
  product_id: z.uuid(),
  title: z.string(),
  attributes: z.record(z.string(), z.string()),
  sku: z.string().nullable(),
  stock: z.string(),
  alert_threshold: z.string().nullable(),
  /** The product's own, in which all of this is counted; null when nothing is sold. */
  unit: z.string().nullable(),
  /** Sold in the window, less what came back. */
  sold: z.string(),
  /** Lines whose unit cannot be converted to the product's: not in `sold`. */
  lines_not_counted: z.number().int(),
  daily_sales: z.string(),
  /** Days until the stock is gone at that rate; null when nothing is sold. */
  days_of_cover: z.string().nullable(),
  suggested_quantity: z.string(),
});
export type ReplenishmentRow = z.output<typeof replenishmentRow>;
export const replenishmentList = listOf(replenishmentRow);
