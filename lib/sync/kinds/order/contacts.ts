import { chunks, type Domain, searchIds } from '@/lib/odoo/rows';
import type { RunContext } from '../kind';

/** Ids per question. */
const IDS = 2_000;

/**
 * Orders whose customer has changed: neither a new name or address, nor a contact made anonymous, nor the merge of two
 * contacts moves an order's write_date (seen on 18: the merge also gives the orders their new customer without it).
 * Contacts are watched by their own dates, those with orders only; one call while none changed.
 */
export async function ordersOfContacts(run: RunContext, own: Domain): Promise<number[]> {
  if (!run.integration.syncConfig.fields.order.includes('customer')) return [];
  const known = await run.odoo.fieldsOf('res.partner');
  if (!known.has('sale_order_ids')) return [];
  const contacts: number[] = [];
  for await (const page of run.feed.changed('res.partner', [['sale_order_ids', '!=', false]])) {
    contacts.push(...page.map((row) => row.id));
  }
  const orders: number[] = [];
  for (const part of chunks(contacts, IDS)) {
    orders.push(...(await searchIds(run.odoo, 'sale.order', [['partner_id', 'in', part], ...own])));
  }
  return orders;
}
