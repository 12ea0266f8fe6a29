import { and, eq, inArray, ne } from 'drizzle-orm';
import { orders } from '@/db/schema/orders';
import { allIds, countRecords } from '@/lib/odoo/intentions/changes';
import type { Domain } from '@/lib/odoo/rows';
import { inEngineTransaction } from '../../engine/engine-transaction';
import type { RunContext } from '../kind';

/** Odoo's state of an order that is no longer there. */
const DELETED = 'deleted';

/**
 * Orders deleted in Odoo count as cancelled here. Odoo lets only drafts and cancelled orders be deleted, so that a
 * confirmed one that is out of sight is more likely hidden: a salesman sees his own orders only, without any fault
 * (FACTS.md A, Rights). Those stay as they are. One call while the numbers agree.
 */
export async function markVanished(run: RunContext): Promise<void> {
  if (!run.mayWriteHere || (await run.odoo.fieldsOf('sale.order')).size === 0) return;
  const own: Domain = [['company_id', '=', run.odoo.capabilities.companyId]];
  const known = await run.ctx.db
    .select({ id: orders.id, odooId: orders.odooId, number: orders.number, status: orders.status })
    .from(orders)
    .where(and(eq(orders.integrationId, run.integration.id), ne(orders.odooState, DELETED)));
  if ((await countRecords(run.odoo, 'sale.order', own)) === known.length) return;
  const there = new Set(await allIds(run.odoo, 'sale.order', own));
  const gone = known.filter(
    (order) => !there.has(order.odooId) && (order.status === 'quotation' || order.status === 'cancelled'),
  );
  if (gone.length === 0) return;
  const report = run.report();
  for (const order of gone) {
    report.count('order', 'deleted_here');
    report.change(
      {
        kind: 'order',
        localId: order.id,
        odooModel: 'sale.order',
        odooId: order.odooId,
        label: order.number,
      },
      { side: 'here', action: 'delete', fields: { status: { before: order.status, after: 'cancelled' } } },
    );
  }
  await inEngineTransaction(run, async (tx) => {
    const ids = gone.map((order) => order.id);
    await tx.update(orders).set({ status: 'cancelled', odooState: DELETED }).where(inArray(orders.id, ids));
    await report.save(tx);
  });
}
