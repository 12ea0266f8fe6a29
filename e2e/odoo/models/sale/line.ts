import { userError } from '../../orm/faults';
import type { Model } from '../../orm/model';
import type { ModelSpec } from '../../orm/model-spec';
import { plain, type Vals, type Wire } from '../../orm/values';
import { convert } from '../units';
import { comboPrice } from './combo';
import { deliver, isDelivered } from './delivery';
import { priceOnOrder, refreshLine, refreshOrder, taxField, unitField } from './line-amounts';
import { invoiceStatus, isConfirmed, isLocked, qtyDelivered, qtyToInvoice } from './line-status';

export const SALESMAN = 'Sales/User: Own Documents Only';

/** What a product brings to a new line: text, price, unit, taxes. */
function fromProduct(model: Model, vals: Vals): Vals {
  const { env } = model;
  const product = Number(plain(vals.product_id) ?? 0);
  if (product === 0) {
    return vals.display_type
      ? { ...vals, product_uom_qty: 0, price_unit: 0, customer_lead: 0 }
      : { product_uom_qty: 1, price_unit: 0, customer_lead: 0, ...vals };
  }
  const products = env.sudo().model('product.product');
  const text = products.text(product, 'description_sale');
  const name = products.displayName(product);
  const own = products.one(product, 'uom_id') ?? 1;
  const unit = Number(plain(vals[unitField(env)]) ?? own);
  const taxes = products.many(product, 'taxes_id');
  const price = products.number(product, 'lst_price') * convert(env, unit, own);
  return {
    name: text === '' ? name : `${name}\n${text}`,
    product_uom_qty: 1,
    price_unit: comboPrice(env, vals) ?? priceOnOrder(env, Number(plain(vals.order_id) ?? 0), price, taxes),
    [unitField(env)]: own,
    [taxField(env)]: [[6, 0, taxes]],
    customer_lead: 0,
    ...vals,
  };
}

/** @throws UserError: quantities of a locked order stay */
function checkLocked(model: Model, ids: readonly number[], vals: Vals): void {
  const titles: Record<string, string> = {
    product_uom_qty: 'Quantity',
    price_unit: 'Unit Price',
    product_id: 'Product',
    discount: 'Discount (%)',
  };
  const touched = Object.keys(titles).filter((name) => name in vals);
  if (touched.length === 0 || !ids.some((id) => isLocked(model.env, model.one(id, 'order_id') ?? 0))) return;
  throw userError(
    `It is forbidden to modify the following fields in a locked order:\n${touched.map((name) => titles[name]).join('\n')}`,
  );
}

/** @throws UserError for a line of a confirmed order */
function checkRemovable(model: Model, ids: readonly number[]): void {
  const fixed = ids.some(
    (id) => isConfirmed(model.env, model.one(id, 'order_id') ?? 0) && !model.text(id, 'display_type'),
  );
  if (!fixed) return;
  throw userError(
    model.env.caps.version >= 17
      ? "Once a sales order is confirmed, you can't remove one of its lines (we need to track if something gets invoiced or delivered).\n                Set the quantity to 0 instead."
      : 'You can not remove an order line once the sales order is confirmed.\nYou should rather set the quantity to 0.',
  );
}

function write(
  model: Model,
  ids: readonly number[],
  vals: Vals,
  next: (ids: readonly number[], vals: Vals) => void,
): void {
  checkLocked(model, ids, vals);
  const before = new Map(ids.map((id) => [id, model.number(id, 'product_uom_qty')]));
  next(ids, vals);
  for (const id of ids) {
    refreshLine(model, id);
    const order = model.one(id, 'order_id') ?? 0;
    refreshOrder(model.env, order);
    const raised = model.number(id, 'product_uom_qty') >= (before.get(id) ?? 0);
    // On 14 a lowered quantity leaves the delivery as it was (FACTS.md B, Orders).
    if (
      'product_uom_qty' in vals &&
      isConfirmed(model.env, order) &&
      (raised || model.env.caps.version >= 15)
    ) {
      deliver(model.env, order, [id]);
    }
  }
}

const ofOrder =
  (name: string) =>
  (model: Model, id: number): Wire =>
    model.env
      .sudo()
      .model('sale.order')
      .get(model.one(id, 'order_id') ?? 0, name);

export const orderLine: ModelSpec = {
  name: 'sale.order.line',
  label: () => 'Sales Order Line',
  restricts: ['product_id'],
  order: 'order_id, sequence, id',
  defaults: (env) => ({ sequence: 10, discount: 0, company_id: env.company(), qty_delivered_manual: 0 }),
  compute: {
    state: ofOrder('state'),
    company_id: ofOrder('company_id'),
    currency_id: ofOrder('currency_id'),
    order_partner_id: ofOrder('partner_id'),
    salesman_id: ofOrder('user_id'),
    warehouse_id: ofOrder('warehouse_id'),
    product_type: (model, id) => {
      const product = model.one(id, 'product_id');
      return product === undefined ? false : model.env.sudo().model('product.product').get(product, 'type');
    },
    product_template_id: (model, id) => {
      const product = model.one(id, 'product_id');
      return product === undefined
        ? false
        : model.env.sudo().model('product.product').get(product, 'product_tmpl_id');
    },
    translated_product_name: (model, id) => {
      const product = model.one(id, 'product_id');
      return product === undefined ? false : model.env.sudo().model('product.product').displayName(product);
    },
    qty_delivered: qtyDelivered,
    qty_delivered_method: (model, id) => {
      const product = model.one(id, 'product_id');
      const goods = product !== undefined && isDelivered(model.env, product);
      return goods ? 'stock_move' : 'manual';
    },
    qty_to_invoice: qtyToInvoice,
    invoice_status: invoiceStatus,
    untaxed_amount_to_invoice: (model, id) =>
      qtyToInvoice(model, id) * model.number(id, 'price_reduce_taxexcl'),
  },
  displayName: (model, id) => {
    const orders = model.env.sudo().model('sale.order');
    const order = model.one(id, 'order_id') ?? 0;
    const ref = model.env
      .sudo()
      .model('res.partner')
      .text(orders.one(order, 'partner_id') ?? 0, 'ref');
    const product = model.one(id, 'product_id');
    const shown =
      model.env.caps.version >= 19 && product !== undefined
        ? model.env.sudo().model('product.product').displayName(product)
        : model.text(id, 'name').split('\n')[0];
    return `${orders.text(order, 'name')} - ${shown}${ref === '' ? '' : ` (${ref})`}`;
  },
  access: (_env, op) => (op === 'read' ? [SALESMAN, 'Inventory/User'] : [SALESMAN]),
  create: (model, valsList, next) => {
    const ids = next(valsList.map((vals) => fromProduct(model, vals)));
    for (const id of ids) {
      refreshLine(model, id);
      const order = model.one(id, 'order_id') ?? 0;
      refreshOrder(model.env, order);
      if (isConfirmed(model.env, order)) deliver(model.env, order, [id]);
    }
    return ids;
  },
  write,
  unlink: (model, ids, next) => {
    checkRemovable(model, ids);
    const orders = new Set(ids.map((id) => model.one(id, 'order_id') ?? 0));
    next(ids);
    for (const order of orders) refreshOrder(model.env, order);
  },
};
