import type { Env } from '../orm/env';
import type { Model } from '../orm/model';
import type { Vals, Wire } from '../orm/values';
import { taxAmounts } from './tax-amounts';

/** What a product is when only its name is given (FACTS.md A, Templates). */
export function templateDefaults(env: Env): Vals {
  const company = env.db.table('res.company').rows.get(env.company());
  const taxes = (cell: Wire): Wire => (typeof cell === 'number' ? [[6, 0, [cell]]] : [[6, 0, []]]);
  const { version } = env.caps;
  return {
    list_price: 1,
    ...(env.caps.storable === 'detailed_type' ? { detailed_type: 'consu' } : {}),
    type: 'consu',
    ...(env.caps.categoryRequired ? { categ_id: 1 } : {}),
    uom_id: 1,
    ...(version <= 18 ? { uom_po_id: 1 } : {}),
    sale_ok: true,
    purchase_ok: true,
    sequence: 1,
    tracking: 'none',
    invoice_policy: version === 14 ? 'delivery' : 'order',
    ...(version >= 15 && version <= 17 ? { priority: '0' } : {}),
    responsible_id: env.uid,
    taxes_id: taxes(company?.account_sale_tax_id),
    supplier_taxes_id: taxes(company?.account_purchase_tax_id),
  };
}

/** "(= $ 100.00 Excl. Taxes)": the other side of the price, " " when both are the same. */
export function taxString(model: Model, id: number): string {
  const taxes = model.env.sudo().model('account.tax');
  const own = model.many(id, 'taxes_id').filter((tax) => taxes.row(tax)?.company_id === model.env.company());
  const price = model.number(id, 'list_price');
  const { untaxed: excluded, total: included } = taxAmounts(model.env, price, 1, own, true);
  const money = (amount: number): string => `$\u00a0${amount.toFixed(2)}`;
  const parts = [
    ...(Math.abs(included - price) > 0.004 ? [`${money(included)} Incl. Taxes`] : []),
    ...(Math.abs(excluded - price) > 0.004 ? [`${money(excluded)} Excl. Taxes`] : []),
  ];
  return parts.length > 0 ? `(= ${parts.join(', ')})` : ' ';
}
