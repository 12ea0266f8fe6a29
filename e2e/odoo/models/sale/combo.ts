import { roundTo } from '../../orm/convert';
import type { Env } from '../../orm/env';
import { field } from '../../orm/fields';
import type { ModelSpec } from '../../orm/model-spec';
import { plain, type Vals } from '../../orm/values';

/** Choices of a combo product and what they offer (18+; FACTS-2 B, Orders). */
export const comboModels: readonly ModelSpec[] = [
  {
    name: 'product.combo',
    label: () => 'Product Combo',
    since: 18,
    fields: () => ({
      name: field('char', 'Name', { required: true }),
      combo_item_ids: field('one2many', 'Products', {
        relation: 'product.combo.item',
        relation_field: 'combo_id',
      }),
    }),
    access: (_env, op) => (op === 'read' ? true : ['Sales/Administrator']),
  },
  {
    name: 'product.combo.item',
    label: () => 'Product Combo Item',
    since: 18,
    fields: () => ({
      combo_id: field('many2one', 'Combo', { relation: 'product.combo', required: true }),
      product_id: field('many2one', 'Options', { relation: 'product.product', required: true }),
      extra_price: field('float', 'Extra Price'),
    }),
    access: (_env, op) => (op === 'read' ? true : ['Sales/Administrator']),
  },
];

/** The head costs nothing; each of its goods takes a share of its price by their own. Undefined for other lines. */
export function comboPrice(env: Env, vals: Vals): number | undefined {
  if (env.caps.version < 18) return undefined;
  const products = env.sudo().model('product.product');
  const product = Number(plain(vals.product_id) ?? 0);
  if (products.text(product, 'type') === 'combo') return 0;
  const item = Number(plain(vals.combo_item_id) ?? 0);
  const head = Number(plain(vals.linked_line_id) ?? 0);
  if (item === 0 || head === 0) return undefined;
  const sold = env.sudo().model('sale.order.line').one(head, 'product_id') ?? 0;
  const combos = env.sudo().model('product.combo');
  const items = env.sudo().model('product.combo.item');
  const cheapest = products.many(sold, 'combo_ids').map((combo) => {
    const prices = combos
      .many(combo, 'combo_item_ids')
      .map((one) => products.number(items.one(one, 'product_id') ?? 0, 'lst_price'));
    return { combo, price: Math.min(...prices) };
  });
  const all = cheapest.reduce((sum, { price }) => sum + price, 0) || 1;
  const mine = cheapest.find(({ combo }) => combo === items.one(item, 'combo_id'))?.price ?? 0;
  return roundTo((products.number(sold, 'lst_price') * mine) / all, 2) + items.number(item, 'extra_price');
}
