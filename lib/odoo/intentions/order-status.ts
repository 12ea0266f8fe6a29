import type { LineKind, OrderStatus } from '@/db/schema/orders';

export interface OrderFacts {
  /** draft, sent, sale, done (14–16: locked), cancel. */
  state: string;
  /** pending, started, partial, full; null where the version or the modules have none. */
  deliveryStatus: string | null;
  /** States of the order's deliveries. */
  pickings: readonly string[];
  lines: readonly { kind: LineKind; ordered: number; delivered: number }[];
}

/**
 * What a merchant calls the state of a sale. A cancelled order is cancelled whatever else it says: after a partial
 * delivery it reads delivery_status "full" (FACTS.md B, Orders). An order is delivered when its goods are, also while
 * some are on their way back, which 16+ call "partial" again. Where not all of them came, 16+ tell whether more will;
 * on 14 and 15 the delivery is over when every transfer is done or given up and at least one is done. Orders without
 * goods are delivered once their services are; combo heads, discounts and advances never are (FACTS-2 B, Orders).
 */
export function orderStatus({ state, deliveryStatus, pickings, lines }: OrderFacts): OrderStatus {
  if (state === 'cancel') return 'cancelled';
  if (state !== 'sale' && state !== 'done') return 'quotation';
  const goods = delivered(lines, 'goods');
  if (goods === true || deliveryStatus === 'full') return 'delivered';
  if (deliveryStatus !== null) return 'confirmed';
  if (pickings.length > 0) {
    const over = pickings.every((picking) => picking === 'done' || picking === 'cancel');
    return over && pickings.includes('done') ? 'delivered' : 'confirmed';
  }
  return goods === null && delivered(lines, 'service') === true ? 'delivered' : 'confirmed';
}

/** Whether all lines of a kind that send something are there; null without any. */
function delivered(lines: OrderFacts['lines'], kind: LineKind): boolean | null {
  const due = lines.filter((line) => line.kind === kind && line.ordered > 0);
  return due.length === 0 ? null : due.every((line) => line.delivered >= line.ordered);
}

/** Odoo's own words for the delivery where it has none, so that the page of an order says the same on every version. */
export function deliveryOf(facts: OrderFacts): string | null {
  if (facts.deliveryStatus !== null || facts.pickings.length === 0) return facts.deliveryStatus;
  if (!facts.pickings.includes('done')) return 'pending';
  return orderStatus({ ...facts, state: 'sale' }) === 'delivered' ? 'full' : 'partial';
}
