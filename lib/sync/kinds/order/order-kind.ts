import { sql } from 'drizzle-orm';
import { links } from '@/db/schema/links';
import { orderLines, orders } from '@/db/schema/orders';
import { seesOwnOrdersOnly } from '@/lib/odoo/intentions/check-rights';
import { readOrders } from '@/lib/odoo/intentions/read-orders';
import type { Domain } from '@/lib/odoo/rows';
import { chunks } from '@/lib/odoo/rows';
import { inEngineTransaction } from '../../engine/engine-transaction';
import type { RunContext, SyncKind } from '../kind';
import { ordersOfContacts } from './contacts';
import { ordersCountedAnew } from './recount';
import { saveOrders } from './save-orders';
import { markVanished } from './vanished-orders';

/** Orders read and stored at once: a handful of calls whatever their number. */
const BATCH = 2_000;

/**
 * Sales of Odoo, imported and never written back (S7). An order's own write_date does not move with every change of
 * its lines, so both tables are watched (FACTS.md B, Orders); removed lines show by comparing the lines read. Orders of
 * products whose own unit changed are read again, as what they sold counts otherwise now.
 */
export const orderKind: SyncKind = {
  name: 'order',
  selected: ({ syncConfig }) => syncConfig.fields.order.length > 0 && syncConfig.direction !== 'export',
  phases: { pull: pullOrders, sweep: markVanished },
};

async function pullOrders(run: RunContext): Promise<void> {
  if ((await run.odoo.fieldsOf('sale.order')).size === 0) return;
  const ids = await changedOrders(run);
  let done = 0;
  for (const batch of chunks(ids, BATCH)) {
    const orders = await readOrders(run.odoo, batch);
    const report = run.report();
    report.count('order', 'seen', orders.length);
    const save = async (tx: Parameters<typeof saveOrders>[1]) => {
      await saveOrders(run, tx, orders, report);
      await report.save(tx);
    };
    await (run.run.dryRun ? run.ctx.db.transaction(save) : inEngineTransaction(run, save));
    done += batch.length;
    run.checkpoint.pass('order', batch.at(-1) ?? 0);
    await run.progress(done, ids.length);
  }
  if (run.mayWriteHere) await inEngineTransaction(run, (tx) => recogniseProducts(run, tx));
}

/** Lines imported before their product was known here find it by now. */
function recogniseProducts(run: RunContext, tx: Parameters<typeof saveOrders>[1]) {
  return tx.execute(sql`
    update ${orderLines} set "product_id" = ${links.localId} from ${links}, ${orders}
    where ${orderLines.productId} is null and ${orderLines.odooProductId} = ${links.odooId}
      and ${orders.id} = ${orderLines.orderId} and ${orders.integrationId} = ${links.integrationId}
      and ${links.integrationId} = ${run.integration.id} and ${links.kind} = 'variant'`);
}

async function changedOrders(run: RunContext): Promise<number[]> {
  const own: Domain = [['company_id', '=', run.odoo.capabilities.companyId]];
  const ids = new Set<number>();
  // An order is read with its lines and its customer.
  const all = (await run.feed.since('sale.order')) === null;
  for await (const page of run.feed.changed('sale.order', own)) for (const row of page) ids.add(row.id);
  if (all) {
    // Said where every order was to come: what is missing would pass for a shop that sells nothing.
    if (await seesOwnOrdersOnly(run.odoo)) run.notices.push({ code: 'own_orders_only', params: {} });
    run.feed.pass('sale.order.line');
    run.feed.pass('res.partner');
    return behindCheckpoint(run, ids);
  }
  for await (const page of run.feed.changed('sale.order.line', own)) {
    for (const row of page) if (row.owner !== null) ids.add(row.owner);
  }
  for (const id of await ordersCountedAnew(run)) ids.add(id);
  for (const id of await ordersOfContacts(run, own)) ids.add(id);
  return behindCheckpoint(run, ids);
}

function behindCheckpoint(run: RunContext, ids: ReadonlySet<number>): number[] {
  const passed = run.checkpoint.reached('order', 0);
  return [...ids].filter((id) => id > passed).sort((a, b) => a - b);
}
