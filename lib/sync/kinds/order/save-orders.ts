import { and, asc, eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { insertRows } from '@/db/many-rows';
import { links } from '@/db/schema/links';
import { orderLines, orders } from '@/db/schema/orders';
import type { RemoteOrder } from '@/lib/odoo/intentions/read-orders';
import { type Customer, isForgotten } from '@/lib/orders/forgotten-customer';
import { diff } from '../../core/diff';
import type { BatchReport, Subject } from '../../history/batch-report';
import type { RunContext } from '../kind';
import { asReported } from '../product/outcome';
import { AMOUNT, keptDecimal, UnreadableValue } from '../unreadable-value';
import { compareOrder } from './compare-order';
import {
  canonicalOrder,
  type LineRow,
  lineValues,
  type OrderRow,
  type OrderValues,
  orderValues,
  type ProductOf,
} from './order-values';
import { unitPrices } from './unit-price';

/**
 * Writes a batch of orders as Odoo has them now, new ones and all lines in a few statements; orders that say the same as
 * before are not touched.
 */
export async function saveOrders(
  run: RunContext,
  tx: Db,
  remotes: readonly RemoteOrder[],
  report: BatchReport,
): Promise<void> {
  if (remotes.length === 0) return;
  const fields = run.integration.syncConfig.fields.order;
  const known = await knownOrders(run, tx, remotes);
  const productOf = await productsOf(run, tx, remotes);
  const unitPriceOf = unitPrices(run);
  const made: (OrderValues & { id: string })[] = [];
  const rewritten: { id: string; lines: ReturnType<typeof lineValues> }[] = [];
  for (const remote of remotes) {
    const unreadable = unreadableAmount(remote);
    if (unreadable && run.checks) {
      const subject = subjectOf(remote, known.get(remote.id)?.order.id ?? null);
      const total = { field: 'total', here: null, odoo: null, outlook: 'unreadable' as const };
      report.compared(subject, { values: 1, differences: [total] });
      continue;
    }
    if (unreadable) {
      report.count('order', 'failed');
      report.error(subjectOf(remote, known.get(remote.id)?.order.id ?? null), asReported(unreadable));
      continue;
    }
    const before = known.get(remote.id);
    const read = orderValues(remote, run.integration.id, fields);
    const values =
      before && staysWho(remote, before.order, read) ? { ...read, ...customerOf(before.order) } : read;
    const lines = lineValues(remote, orAsBefore(productOf, before?.lines ?? []), unitPriceOf, fields);
    const after = canonicalOrder(values, lines);
    if (run.checks) {
      const subject = subjectOf(remote, before?.order.id ?? null);
      report.compared(
        subject,
        compareOrder(before ? canonicalOrder(before.order, before.lines) : null, after),
      );
      continue;
    }
    const changes = diff(before ? canonicalOrder(before.order, before.lines) : {}, after);
    if (Object.keys(changes).length === 0) {
      report.count('order', 'unchanged');
      continue;
    }
    const id = before?.order.id ?? (run.mayWriteHere ? v7() : null);
    if (id !== null && run.mayWriteHere) {
      if (before) await update(tx, id, values);
      else made.push({ ...values, id });
      if ('lines' in changes) rewritten.push({ id, lines });
    }
    const subject = subjectOf(remote, id);
    report.count('order', before ? 'updated_here' : 'created_here');
    report.change(subject, { side: 'here', action: before ? 'update' : 'create', fields: changes });
    report.success(subject);
  }
  await insertRows(tx, orders, made);
  await rewriteLines(tx, rewritten);
}

async function rewriteLines(
  tx: Db,
  rewritten: readonly { id: string; lines: ReturnType<typeof lineValues> }[],
): Promise<void> {
  const ids = rewritten.map(({ id }) => id);
  if (ids.length > 0) await tx.delete(orderLines).where(anyOf(orderLines.orderId, ids));
  const rows = rewritten.flatMap(({ id, lines }) => lines.map((line) => ({ ...line, orderId: id })));
  await insertRows(tx, orderLines, rows);
}

function subjectOf(remote: RemoteOrder, localId: string | null): Subject {
  return { kind: 'order', localId, odooModel: 'sale.order', odooId: remote.id, label: remote.number };
}

/** An order whose figures nothing here can hold stays as it was, and is told. */
function unreadableAmount({ total, totalUntaxed, lines }: RemoteOrder): UnreadableValue | null {
  const amounts = [
    total,
    totalUntaxed,
    ...lines.flatMap((line) => [
      line.quantity,
      line.delivered,
      line.unitPrice,
      line.total,
      line.totalUntaxed,
    ]),
  ];
  try {
    for (const amount of amounts) keptDecimal(amount, AMOUNT, 'total');
    return null;
  } catch (error) {
    if (error instanceof UnreadableValue) return error;
    throw error;
  }
}

/** A contact that Odoo hides now is still who it was, and one made anonymous here stays so until it changes in Odoo. */
function staysWho({ customerSeen }: RemoteOrder, order: OrderRow, read: OrderValues): boolean {
  return !customerSeen || isForgotten(order, read);
}

function customerOf({ customerName, customerEmail, customerAddress }: Customer): Customer {
  return { customerName, customerEmail, customerAddress };
}

/** A customer that came back is forgotten no more. */
function rememberedIf({ customerName, customerEmail, customerAddress }: Customer) {
  const anybody = customerName !== '' || customerEmail !== null || customerAddress !== null;
  return anybody ? { customerForgottenAt: null, customerDigest: null } : {};
}

/** What was sold stays what it was, although the product has left that record of Odoo for another. */
function orAsBefore(productOf: ProductOf, lines: readonly LineRow[]): ProductOf {
  const before = new Map(lines.map((line) => [line.odooProductId, line.productId]));
  return (odooProductId) => productOf(odooProductId) ?? before.get(odooProductId) ?? null;
}

async function update(tx: Db, id: string, values: OrderValues): Promise<void> {
  await tx
    .update(orders)
    .set({ ...values, ...rememberedIf(values) })
    .where(eq(orders.id, id));
}

async function knownOrders(
  run: RunContext,
  tx: Db,
  remotes: readonly RemoteOrder[],
): Promise<Map<number, { order: OrderRow; lines: LineRow[] }>> {
  const ids = remotes.map((remote) => remote.id);
  const rows = await tx
    .select()
    .from(orders)
    .where(and(eq(orders.integrationId, run.integration.id), anyOf(orders.odooId, ids)));
  const lines = await tx
    .select()
    .from(orderLines)
    .where(
      anyOf(
        orderLines.orderId,
        rows.map((row) => row.id),
      ),
    )
    .orderBy(asc(orderLines.orderId), asc(orderLines.position));
  const byOrder = Map.groupBy(lines, (line) => line.orderId);
  return new Map(rows.map((order) => [order.odooId, { order, lines: byOrder.get(order.id) ?? [] }]));
}

/** Products known here, by their link; a line whose product is not linked keeps its name. */
async function productsOf(run: RunContext, tx: Db, remotes: readonly RemoteOrder[]): Promise<ProductOf> {
  const ids = [...new Set(remotes.flatMap((remote) => remote.lines.flatMap((line) => line.productId ?? [])))];
  const rows = await tx
    .select({ odooId: links.odooId, localId: links.localId })
    .from(links)
    .where(
      and(eq(links.integrationId, run.integration.id), eq(links.kind, 'variant'), anyOf(links.odooId, ids)),
    );
  const localOf = new Map(rows.map((row) => [row.odooId, row.localId]));
  return (odooProductId) => (odooProductId === null ? null : (localOf.get(odooProductId) ?? null));
}
