import type { Env } from '../../orm/env';
import { field } from '../../orm/fields';
import type { ModelSpec } from '../../orm/model-spec';
import { SALESMAN } from './line';

/** "Discount" of an order, by an amount (17+): a line of a product made once a company (FACTS-2 B, Orders). */
export const discountWizard: ModelSpec = {
  name: 'sale.order.discount',
  label: () => 'Discount Wizard',
  since: 17,
  fields: () => ({
    sale_order_id: field('many2one', 'Order', { relation: 'sale.order', required: true }),
    discount_type: field('char', 'Discount Type'),
    discount_amount: field('float', 'Amount'),
  }),
  access: () => [SALESMAN],
  methods: {
    action_apply_discount: {
      on: 'records',
      params: [],
      run: (model, ids) => {
        for (const id of ids) {
          model.env.model('sale.order.line').create({
            order_id: model.one(id, 'sale_order_id') ?? 0,
            product_id: discountProduct(model.env),
            product_uom_qty: 1,
            sequence: 999,
            price_unit: -model.number(id, 'discount_amount'),
          });
        }
        return undefined;
      },
    },
  },
};

function discountProduct(env: Env): number {
  const companies = env.sudo().model('res.company');
  const known = companies.one(env.company(), 'sale_discount_product_id');
  if (known !== undefined) return known;
  const templates = env.sudo().model('product.template');
  const service = { [env.caps.version === 17 ? 'detailed_type' : 'type']: 'service' };
  const template = templates.create({ name: 'Discount', sale_ok: false, taxes_id: [[6, 0, []]], ...service });
  const [product = 0] = templates.many(template, 'product_variant_ids');
  companies.set(env.company(), { sale_discount_product_id: product });
  return product;
}
