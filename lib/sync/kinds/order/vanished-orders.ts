import { and, eq, ne } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { cursors } from '@/db/schema/feeds';
import { orders } from '@/db/schema/orders';
import { allIds, countRecords } from '@/lib/odoo/intentions/changes';
import { readFates } from '@/lib/odoo/intentions/read-fates';
import type { Domain } from '@/lib/odoo/rows';
import { inEngineTransaction } from '../../engine/engine-transaction';
import type { RunContext } from '../kind';

/** Odoo's state of an order that is no longer there. */
const DELETED = 'deleted';

/** Under this name `cursors.count` keeps how many orders known here Odoo did not show. */
const HIDDEN = 'sale.order:hidden';

/**
 * Orders that Odoo confirms as deleted count as cancelled here, whatever they were. One that is only out of sight stays
 * as it is: a salesman sees his own orders only, without any fault (FACTS.md A, Rights). One call while the numbers are
 * what they were, none where none is known here.
 */
export async function markVanished(run: RunContext): Promise<void> {
  if (!(run.mayWriteHere || run.checks) || (await run.odoo.fieldsOf('sale.order')).size === 0) return;
  const own: Domain = [['company_id', '=', run.odoo.capabilities.companyId]];
  const ofOdoo = and(eq(orders.integrationId, run.integration.id), ne(orders.odooState, DELETED));
  const count = await run.ctx.db.$count(orders, ofOdoo);
  if (count === 0) return;
  const total = await countRecords(run.odoo, 'sale.order', own);
  const position = and(eq(cursors.integrationId, run.integration.id), eq(cursors.stream, HIDDEN));
  const [before] = await run.ctx.db.select({ hidden: cursors.count }).from(cursors).where(position);
  if (run.run.mode !== 'full' && count - total === (before?.hidden ?? 0)) return;
  const known = await run.ctx.db
    .select({ id: orders.id, odooId: orders.odooId, number: orders.number, status: orders.status })
    .from(orders)
    .where(ofOdoo);
  const there = new Set(await allIds(run.odoo, 'sale.order', own));
  const missing = known.filter((order) => !there.has(order.odooId));
  const fates = await readFates(
    run.odoo,
    'sale.order',
    missing.map((order) => order.odooId),
  );
  const gone = missing.filter((order) => fates.gone.has(order.odooId));
  if (run.checks) {
    const report = run.report();
    for (const { id: localId, odooId, number: label } of gone) {
      report.compared(
        { kind: 'order', localId, odooModel: 'sale.order', odooId, label },
        { values: 0, differences: [], missing: { side: 'odoo', outlook: 'to_here' } },
      );
    }
    await run.ctx.db.transaction((tx) => report.save(tx));
    return;
  }
  const state = { count: known.length - gone.length - total, sweptAt: run.ctx.now() };
  await run.ctx.db
    .insert(cursors)
    .values({ integrationId: run.integration.id, stream: HIDDEN, ...state })
    .onConflictDoUpdate({ target: [cursors.integrationId, cursors.stream], set: state });
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
    await tx.update(orders).set({ status: 'cancelled', odooState: DELETED }).where(anyOf(orders.id, ids));
    await report.save(tx);
  });
}
