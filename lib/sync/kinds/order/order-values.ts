import Decimal from 'decimal.js';
import type { OrderField } from '@/db/schema/integrations';
import { ORDER_SCALE, type OrderStatus, type orderLines, type orders } from '@/db/schema/orders';
import type { RemoteOrderLine } from '@/lib/odoo/intentions/read-order-lines';
import type { RemoteOrder } from '@/lib/odoo/intentions/read-orders';
import type { Canonical } from '../../core/canonical';
import type { UnitPriceOf } from './unit-price';

export type OrderRow = typeof orders.$inferSelect;
export type LineRow = typeof orderLines.$inferSelect;
export type OrderValues = Omit<
  OrderRow,
  'id' | 'version' | 'createdAt' | 'updatedAt' | 'customerForgottenAt' | 'customerDigest'
>;
export type LineValues = Omit<LineRow, 'id' | 'orderId'>;

/** A product known here, found by Odoo's product.product id. */
export type ProductOf = (odooProductId: number | null) => string | null;

/** An order as it is kept here. What the settings leave out is not kept at all: no customer means no name, no address. */
export function orderValues(
  remote: RemoteOrder,
  integrationId: string,
  fields: readonly OrderField[],
): OrderValues {
  const customer = fields.includes('customer');
  return {
    integrationId,
    odooId: remote.id,
    number: remote.number,
    status: remote.status,
    odooState: remote.odooState,
    deliveryStatus: remote.deliveryStatus,
    customerName: customer ? remote.customerName : '',
    customerEmail: customer ? remote.customerEmail : null,
    customerAddress: customer ? remote.customerAddress : null,
    currency: remote.currency,
    totalUntaxed: remote.totalUntaxed,
    total: remote.total,
    orderedAt: remote.orderedAt,
    expectedAt: remote.expectedAt,
    deliveredAt: remote.deliveredAt,
  };
}

export function lineValues(
  remote: RemoteOrder,
  productOf: ProductOf,
  unitPriceOf: UnitPriceOf,
  fields: readonly OrderField[],
): LineValues[] {
  if (!fields.includes('lines')) return [];
  return remote.lines.map(({ id, productId, productUnitId, taxIds, ...line }) => ({
    ...line,
    unitPrice: unitPriceOf(remote, { ...line, taxIds }),
    odooId: id,
    productId: productOf(productId),
    odooProductId: productId,
    odooProductUnitId: productUnitId,
    withdrawn: withdrawn(remote.status, line),
  }));
}

type Sold = Pick<RemoteOrderLine, 'kind' | 'quantity' | 'delivered'>;

/**
 * An order under way counts as ordered, the rest will follow. Once it is delivered, what the customer has counts:
 * Odoo takes returns off `delivered`, and what was not sent will not be.
 */
function withdrawn(status: OrderStatus, { kind, quantity, delivered }: Sold): string {
  return kind === 'goods' && status === 'delivered' ? new Decimal(quantity).minus(delivered).toFixed() : '0';
}

/** As it is kept here: 19 does not round its prices, and a digit that is not kept is no change (FACTS.md A, Templates). */
const amount = (value: string) => new Decimal(value).toDecimalPlaces(ORDER_SCALE).toFixed();
const instant = (value: Date | null) => value?.toISOString() ?? null;

/** The same order, however its numbers are spelt, as plain JSON. */
export function canonicalOrder(order: OrderValues, lines: readonly LineValues[]): Canonical {
  return {
    number: order.number,
    status: order.status,
    odoo_state: order.odooState,
    delivery_status: order.deliveryStatus,
    customer_name: order.customerName,
    customer_email: order.customerEmail,
    customer_address: order.customerAddress ? { ...order.customerAddress } : null,
    currency: order.currency,
    total_untaxed: amount(order.totalUntaxed),
    total: amount(order.total),
    ordered_at: instant(order.orderedAt),
    expected_at: instant(order.expectedAt),
    delivered_at: instant(order.deliveredAt),
    lines: lines.map((line) => ({
      odoo_id: line.odooId,
      product_id: line.productId,
      odoo_product_id: line.odooProductId,
      kind: line.kind,
      name: line.name,
      sku: line.sku,
      unit: line.unit,
      product_unit: line.productUnit,
      odoo_product_unit_id: line.odooProductUnitId,
      unit_ratio: line.unitRatio,
      quantity: amount(line.quantity),
      delivered: amount(line.delivered),
      withdrawn: amount(line.withdrawn),
      unit_price: amount(line.unitPrice),
      discount: amount(line.discount),
      total_untaxed: amount(line.totalUntaxed),
      total: amount(line.total),
    })),
  };
}
