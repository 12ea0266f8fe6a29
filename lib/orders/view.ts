import Decimal from 'decimal.js';
import { ORDER_SCALE, type orderLines, type orders } from '@/db/schema/orders';
import { formatMoney, formatQuantity } from '@/lib/catalogue/decimals';
import type { OrderSummary, OrderView } from './schema';

type OrderRow = typeof orders.$inferSelect;
type LineRow = typeof orderLines.$inferSelect;

export function summaryOf(row: OrderRow): OrderSummary {
  return {
    id: row.id,
    integration_id: row.integrationId,
    odoo_id: row.odooId,
    number: row.number,
    status: row.status,
    odoo_state: row.odooState,
    delivery_status: row.deliveryStatus,
    customer: { name: row.customerName, email: row.customerEmail, address: row.customerAddress },
    currency: row.currency,
    total_untaxed: formatMoney(row.totalUntaxed),
    total: formatMoney(row.total),
    ordered_at: row.orderedAt.toISOString(),
    expected_at: row.expectedAt?.toISOString() ?? null,
    delivered_at: row.deliveredAt?.toISOString() ?? null,
  };
}

export function viewOf(row: OrderRow, lines: readonly LineRow[]): OrderView {
  return {
    ...summaryOf(row),
    lines: lines.map((line) => ({
      id: line.id,
      product_id: line.productId,
      kind: line.kind,
      name: line.name,
      sku: line.sku,
      unit: line.unit,
      quantity: formatQuantity(line.quantity),
      delivered: formatQuantity(line.delivered),
      product_unit: line.productUnit,
      product_quantity:
        line.unitRatio === null
          ? null
          : formatQuantity(new Decimal(line.quantity).times(line.unitRatio).toFixed(ORDER_SCALE)),
      unit_price: formatMoney(line.unitPrice),
      discount: formatQuantity(line.discount),
      total_untaxed: formatMoney(line.totalUntaxed),
      total: formatMoney(line.total),
    })),
  };
}
