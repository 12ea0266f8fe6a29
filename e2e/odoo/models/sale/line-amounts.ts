import { roundTo } from '../../orm/convert';
import type { Env } from '../../orm/env';
import type { Model } from '../../orm/model';
import { type Amounts, taxAmounts } from '../tax-amounts';

/** Amounts of a line after its discount, rounded as its company rounds (FACTS.md B, Taxes: 2 × 120 with 20 % included is 200 + 40). */
function lineAmounts(
  env: Env,
  unitPrice: number,
  quantity: number,
  discount: number,
  taxes: readonly number[],
  within: boolean | undefined,
): Amounts {
  return taxAmounts(env, unitPrice * (1 - discount / 100), quantity, taxes, true, within);
}

/** Whether prices of an order are with tax, where the order says so (`document_tax_mode` of 19.4); else undefined. */
function pricesWithTax(env: Env, order: number): boolean | undefined {
  if (env.caps.version < 19.4) return undefined;
  return env.sudo().model('sale.order').text(order, 'document_tax_mode') === 'tax_included';
}

/** A product's price as an order says its prices. */
export function priceOnOrder(env: Env, order: number, price: number, taxes: readonly number[]): number {
  const withTax = pricesWithTax(env, order);
  if (withTax === undefined) return price;
  const { untaxed, total } = taxAmounts(env, price, 1, taxes, true);
  return withTax ? total : untaxed;
}

/** Names of a line's fields that changed with 19 (FACTS.md B, Orders). */
export const unitField = (env: Env): string => (env.caps.version >= 19 ? 'product_uom_id' : 'product_uom');
export const taxField = (env: Env): string => (env.caps.version >= 19 ? 'tax_ids' : 'tax_id');

/** Puts the amounts of a line where its price, quantity and taxes want them. */
export function refreshLine(lines: Model, id: number): void {
  const amounts = lineAmounts(
    lines.env,
    lines.number(id, 'price_unit'),
    lines.number(id, 'product_uom_qty'),
    lines.number(id, 'discount'),
    lines.many(id, taxField(lines.env)),
    pricesWithTax(lines.env, lines.one(id, 'order_id') ?? 0),
  );
  const quantity = lines.number(id, 'product_uom_qty');
  lines.set(id, {
    price_subtotal: amounts.untaxed,
    price_tax: amounts.tax,
    price_total: amounts.total,
    price_reduce_taxexcl: quantity ? roundTo(amounts.untaxed / quantity, 2) : 0,
    price_reduce_taxinc: quantity ? roundTo(amounts.total / quantity, 2) : 0,
    price_reduce: roundTo(lines.number(id, 'price_unit') * (1 - lines.number(id, 'discount') / 100), 2),
  });
}

/** Sums an order; a total that changed moves its write_date (FACTS.md B, Orders). */
export function refreshOrder(env: Env, order: number): void {
  const orders = env.sudo().model('sale.order');
  const lines = env.db.table('sale.order.line');
  const ids = [...lines.where('order_id', order)];
  const sum = (cell: string): number =>
    roundTo(
      ids.reduce((total, id) => total + Number(lines.rows.get(id)?.[cell] ?? 0), 0),
      2,
    );
  const cells = {
    amount_untaxed: sum('price_subtotal'),
    amount_tax: sum('price_tax'),
    amount_total: sum('price_total'),
  };
  const row = orders.row(order);
  if (Object.entries(cells).every(([name, value]) => (row?.[name] ?? 0) === value)) return;
  orders.set(order, cells);
  orders.touch([order]);
}
