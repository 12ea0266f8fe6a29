import { z } from 'zod';
import * as value from '../dialect/values';
import type { RemoteTax } from '../records';
import { presentFields, searchRead } from '../rows';
import type { OdooSession } from '../session';

const Row = z.object({
  id: value.id,
  name: value.text,
  active: value.flag,
  amount_type: z.enum(['percent', 'fixed', 'division', 'group', 'code']).catch('code'),
  amount: value.decimal,
  price_include: value.flag,
  include_base_amount: value.flag,
  is_base_affected: value.flag.optional(),
  children_tax_ids: value.ids,
  sequence: z.number(),
  company_id: value.reference,
  type_tax_use: value.text,
  write_date: value.datetime,
});

const FIELDS = [
  'name',
  'active',
  'amount_type',
  'amount',
  'price_include',
  'include_base_amount',
  'is_base_affected',
  'children_tax_ids',
  'sequence',
  'company_id',
  'type_tax_use',
  'write_date',
];

/**
 * Sale taxes and group members of the session's company and of those it is a branch of, archived ones too. `price_include` is the effective setting
 * on every version: stored until 17, computed from its override and the company's default from 18 (FACTS.md B, Taxes).
 */
export async function readTaxes(odoo: OdooSession): Promise<RemoteTax[]> {
  const fields = await presentFields(odoo, 'account.tax', FIELDS);
  const rows = await searchRead(
    odoo,
    'account.tax',
    Row,
    [
      ['company_id', 'in', odoo.capabilities.companyChain],
      ['type_tax_use', 'in', ['sale', 'none']],
    ],
    fields,
    { order: 'sequence, id' },
  );
  noteInUse(odoo, rows, []);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    active: row.active,
    amountType: row.amount_type,
    amount: row.amount,
    priceIncluded: row.price_include,
    includeBaseAmount: row.include_base_amount,
    isBaseAffected: row.is_base_affected ?? true,
    childIds: row.children_tax_ids,
    sequence: row.sequence,
    companyId: row.company_id,
    typeTaxUse: row.type_tax_use,
    writeDate: row.write_date,
  }));
}

/** Of taxes, whether the session's companies use them. A session lasts a run: what it was told once stays. */
const inUse = new WeakMap<OdooSession, Map<number, boolean>>();

function noteInUse(
  odoo: OdooSession,
  found: readonly { id: number; active: boolean }[],
  asked: readonly number[],
): Map<number, boolean> {
  const known = inUse.get(odoo) ?? new Map<number, boolean>();
  inUse.set(odoo, known);
  for (const id of asked) known.set(id, false);
  for (const { id, active } of found) known.set(id, active);
  return known;
}

const TaxId = z.object({ id: value.id });

/**
 * Of the taxes of products, ours: a product carries those of every company (19 sets one each), and those of the session's
 * company and of those it is a branch of count alone, the archived ones not. One call for those not met before.
 */
export async function taxesInUse(odoo: OdooSession, ids: ReadonlySet<number>): Promise<Set<number>> {
  const known = noteInUse(odoo, [], []);
  const asked = [...ids].filter((id) => !known.has(id));
  if (asked.length > 0) {
    const own = ['company_id', 'in', odoo.capabilities.companyChain] as const;
    const rows = await searchRead(
      odoo,
      'account.tax',
      TaxId,
      [['id', 'in', asked], own, ['active', '=', true]],
      ['id'],
    );
    noteInUse(
      odoo,
      rows.map(({ id }) => ({ id, active: true })),
      asked,
    );
  }
  return new Set([...ids].filter((id) => known.get(id)));
}
