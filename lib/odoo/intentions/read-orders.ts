import { z } from 'zod';
import type { OrderStatus, PostalAddress } from '@/db/schema/orders';
import { instantOf } from '../dialect/instant';
import * as value from '../dialect/values';
import { presentFields, searchRead } from '../rows';
import type { OdooSession } from '../session';
import { orderReference } from './order-reference';
import { deliveryOf, type OrderFacts, orderStatus } from './order-status';
import { type Partner, readPartners } from './read-customers';
import { type RemoteOrderLine, readOrderLines } from './read-order-lines';

export interface RemoteOrder {
  id: number;
  writeDate: string;
  number: string;
  status: OrderStatus;
  /** Odoo's own: "sale", with the lock of 17+ said as 14–16 say it: "done". */
  odooState: string;
  deliveryStatus: string | null;
  /** False: the contact is hidden from the user, and nothing of it is known here. */
  customerSeen: boolean;
  customerName: string;
  customerEmail: string | null;
  customerAddress: PostalAddress | null;
  currency: string;
  totalUntaxed: string;
  total: string;
  /**
   * Its unit prices are without tax, whatever its lines' taxes say (`document_tax_mode` of saas~19.4 and later); before,
   * taxes alone say whether they lie within a price.
   */
  pricesWithoutTax: boolean;
  /** UTC. */
  orderedAt: Date;
  /** What was promised, else what follows from the confirmation: before it Odoo counts from now (FACTS-2 D). */
  expectedAt: Date | null;
  deliveredAt: Date | null;
  lines: RemoteOrderLine[];
}

const Order = z.object({
  id: value.id,
  write_date: value.datetime,
  name: value.text,
  state: value.text,
  locked: z.boolean().optional(),
  delivery_status: value.code.optional(),
  partner_id: value.reference,
  currency_id: value.reference,
  amount_untaxed: value.decimal,
  amount_total: value.decimal,
  document_tax_mode: value.code.optional(),
  date_order: value.datetime,
  commitment_date: value.datetime.optional(),
  expected_date: value.datetime.optional(),
  effective_date: value.datetime.optional(),
});

const WISHED = [...Object.keys(Order.shape)].filter((name) => name !== 'id');

/**
 * Sale orders with their lines and customers; ids the user may not see are left out without a fault (a salesman sees
 * his own only, FACTS.md A, Rights). At most six calls whatever the number of orders, and three
 * more a session.
 */
export async function readOrders(odoo: OdooSession, ids: readonly number[]): Promise<RemoteOrder[]> {
  if (ids.length === 0) return [];
  const fields = await presentFields(odoo, 'sale.order', WISHED);
  const orders = await searchRead(odoo, 'sale.order', Order, [['id', 'in', ids]], fields, { order: 'id' });
  const found = orders.map((order) => order.id);
  const [lines, pickings, partners, { currencies }] = await Promise.all([
    readOrderLines(odoo, found),
    readDeliveries(odoo, found),
    readPartners(
      odoo,
      orders.flatMap((order) => order.partner_id ?? []),
    ),
    orderReference(odoo),
  ]);
  return orders.map((order) =>
    toRemote(order, {
      lines: lines.get(order.id) ?? [],
      pickings: pickings.get(order.id) ?? [],
      partner: partners.get(order.partner_id ?? 0),
      currency: currencies.get(order.currency_id ?? 0) ?? '',
    }),
  );
}

interface Parts {
  lines: RemoteOrderLine[];
  pickings: string[];
  partner: Partner | undefined;
  currency: string;
}

function toRemote(order: z.output<typeof Order>, parts: Parts): RemoteOrder {
  const facts: OrderFacts = {
    state: order.state,
    deliveryStatus: order.delivery_status ?? null,
    pickings: parts.pickings,
    lines: parts.lines.map((line) => ({
      kind: line.kind,
      ordered: Number(line.quantity),
      delivered: Number(line.delivered),
    })),
  };
  const status = orderStatus(facts);
  return {
    id: order.id,
    writeDate: order.write_date,
    number: order.name,
    status,
    odooState: order.state === 'sale' && order.locked ? 'done' : order.state,
    deliveryStatus: deliveryOf(facts),
    customerSeen: parts.partner !== undefined,
    customerName: parts.partner?.name ?? '',
    customerEmail: parts.partner?.email ?? null,
    customerAddress: parts.partner?.address ?? null,
    currency: parts.currency,
    totalUntaxed: order.amount_untaxed,
    total: order.amount_total,
    pricesWithoutTax: order.document_tax_mode === 'tax_excluded',
    orderedAt: instant(order.date_order) ?? new Date(0),
    expectedAt:
      instant(order.commitment_date) ?? (status === 'quotation' ? null : instant(order.expected_date)),
    deliveredAt: status === 'delivered' ? instant(order.effective_date) : null,
    lines: parts.lines,
  };
}

/** "2026-11-23 22:10:32" or "2026-11-23" (14: effective_date), both UTC. */
function instant(text: string | undefined): Date | null {
  if (!text) return null;
  return text.length > 10 ? instantOf(text) : new Date(`${text}T00:00:00Z`);
}

const Picking = z.object({ sale_id: value.reference, state: value.text });

/** By `sale_id`: on 18 the picking's origin also carries the customer's reference (FACTS.md B, Orders). */
async function readDeliveries(
  odoo: OdooSession,
  orderIds: readonly number[],
): Promise<Map<number, string[]>> {
  const known = await odoo.fieldsOf('stock.picking');
  if (!known.has('sale_id')) return new Map();
  const domain = [
    ['sale_id', 'in', orderIds],
    ['picking_type_code', '=', 'outgoing'],
  ] as const;
  const rows = await searchRead(odoo, 'stock.picking', Picking, domain, ['sale_id', 'state']);
  const byOrder = Map.groupBy(rows, (row) => row.sale_id ?? 0);
  return new Map([...byOrder].map(([id, pickings]) => [id, pickings.map((picking) => picking.state)]));
}
