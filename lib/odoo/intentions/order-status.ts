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

/** Lines that somebody delivers. Combo heads, discounts and advances never are (FACTS-2 B, Orders). */
const DELIVERED: ReadonlySet<LineKind> = new Set(['goods', 'service']);

/**
 * What a merchant calls the state of a sale. A cancelled order is cancelled whatever else it says: after a partial
 * delivery it reads delivery_status "full" (FACTS.md B, Orders). 16+ tell the delivery themselves; on 14 and 15 it is
 * over when every transfer is done or given up and at least one is done. Orders without a transfer (services) count
 * as delivered once every line is that can be. A return does not undo a delivery.
 */
export function orderStatus({ state, deliveryStatus, pickings, lines }: OrderFacts): OrderStatus {
  if (state === 'cancel') return 'cancelled';
  if (state !== 'sale' && state !== 'done') return 'quotation';
  if (deliveryStatus !== null) return deliveryStatus === 'full' ? 'delivered' : 'confirmed';
  if (pickings.length > 0) {
    const over = pickings.every((picking) => picking === 'done' || picking === 'cancel');
    return over && pickings.includes('done') ? 'delivered' : 'confirmed';
  }
  const due = lines.filter((line) => DELIVERED.has(line.kind) && line.ordered > 0);
  return due.length > 0 && due.every((line) => line.delivered >= line.ordered) ? 'delivered' : 'confirmed';
}

/** Odoo's own words for the delivery where it has none, so that the page of an order says the same on every version. */
export function deliveryOf(facts: OrderFacts): string | null {
  if (facts.deliveryStatus !== null || facts.pickings.length === 0) return facts.deliveryStatus;
  if (!facts.pickings.includes('done')) return 'pending';
  return orderStatus({ ...facts, state: 'sale' }) === 'delivered' ? 'full' : 'partial';
}
