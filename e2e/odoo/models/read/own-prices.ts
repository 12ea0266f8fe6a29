import { field } from '../../orm/fields';
import type { Model } from '../../orm/model';
import type { ModelSpec } from '../../orm/model-spec';
import { plain } from '../../orm/values';

/**
 * Read in source, not recorded: a variant's own price (saas~19.1; addons/product/models/product_product.py
 * `_compute_product_lst_price`, `_inverse_product_lst_price`). A typed price is kept until list_price or one of the
 * variant's price_extra is written, which computes it anew. Typing it reaches list_price where there is one variant.
 */
function variantsOf(model: Model, template: number): number[] {
  return [...model.env.db.table('product.product').where('product_tmpl_id', template)];
}

function computeAnew(model: Model, variants: readonly number[]): void {
  const products = model.env.sudo().model('product.product');
  for (const id of variants) products.set(id, { lst_price: false });
  products.touch(variants);
}

function sumOf(model: Model, id: number): number {
  const { env } = model;
  const template = model.row(id)?.product_tmpl_id;
  const list =
    typeof template === 'number' ? env.sudo().model('product.template').number(template, 'list_price') : 0;
  return list + model.number(id, 'price_extra');
}

export const ownPrices: readonly ModelSpec[] = [
  {
    name: 'product.product',
    since: 19.1,
    fields: () => ({ lst_price: field('float', 'Sales Price') }),
    compute: {
      lst_price: (model, id) => {
        const typed = model.row(id)?.lst_price;
        return typeof typed === 'number' ? typed : sumOf(model, id);
      },
    },
    inverse: {
      lst_price: (model, ids, value) => {
        for (const id of ids) {
          const template = model.one(id, 'product_tmpl_id');
          const alone = template !== undefined && variantsOf(model, template).length === 1;
          const templates = model.env.model('product.template');
          if (alone && !templates.flag(template, 'has_configurable_attributes')) {
            templates.write([template], { list_price: value });
          }
          model.set(id, { lst_price: Number(plain(value)) || 0 });
        }
      },
    },
  },
  {
    name: 'product.template',
    since: 19.1,
    write: (model, ids, vals, next) => {
      next(ids, vals);
      if ('list_price' in vals)
        computeAnew(
          model,
          ids.flatMap((id) => variantsOf(model, id)),
        );
    },
  },
  {
    name: 'product.template.attribute.value',
    since: 19.1,
    write: (model, ids, vals, next) => {
      next(ids, vals);
      if (!('price_extra' in vals)) return;
      const products = model.env.sudo().model('product.product');
      const using = ids.flatMap((id) =>
        variantsOf(model, model.one(id, 'product_tmpl_id') ?? 0).filter((variant) =>
          products.many(variant, 'product_template_attribute_value_ids').includes(id),
        ),
      );
      computeAnew(model, using);
    },
  },
];
