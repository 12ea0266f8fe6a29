import { userError } from '../../orm/faults';
import { field } from '../../orm/fields';
import type { Model } from '../../orm/model';
import type { ModelSpec } from '../../orm/model-spec';
import type { Vals } from '../../orm/values';

/**
 * What manufacturing adds, as far as stock is concerned: bills of materials, of which those of type "phantom" make kits
 * whose quantity may not be set. Not recorded; after Odoo's addons/mrp/models/{mrp_bom,stock_quant,product}.py.
 */
export const mrp: readonly ModelSpec[] = [
  {
    name: 'mrp.bom',
    label: () => 'Bill of Material',
    order: 'sequence, id',
    fields: () => ({
      active: field('boolean', 'Active'),
      code: field('char', 'Reference'),
      type: field('selection', 'BoM Type', {
        required: true,
        selection: [
          ['normal', 'Manufacture this product'],
          ['phantom', 'Kit'],
        ],
      }),
      product_tmpl_id: field('many2one', 'Product', { relation: 'product.template', required: true }),
      product_id: field('many2one', 'Product Variant', { relation: 'product.product' }),
      product_qty: field('float', 'Quantity'),
      sequence: field('integer', 'Sequence'),
      company_id: field('many2one', 'Company', { relation: 'res.company' }),
    }),
    access: (_env, op) =>
      op === 'read'
        ? ['Manufacturing/User', 'Sales/User: Own Documents Only', 'Administration/Settings']
        : ['Manufacturing/Administrator', 'Administration/Settings'],
    defaults: () => ({ active: true, type: 'normal', product_qty: 1 }),
  },
  {
    name: 'stock.quant',
    create: (model, list, next) => {
      refuseKits(
        model,
        list.map((vals: Vals) => Number(vals.product_id)),
      );
      return next(list);
    },
    write: (model, ids, vals, next) => {
      refuseKits(
        model,
        ids.map((id) => model.one(id, 'product_id') ?? 0),
      );
      next(ids, vals);
    },
  },
];

/** @throws UserError for a kit, whoever asks */
function refuseKits(model: Model, productIds: readonly number[]): void {
  const boms = model.env.sudo().model('mrp.bom');
  const kits = boms.search([
    ['type', '=', 'phantom'],
    '|',
    ['product_id', 'in', [...productIds]],
    '&',
    ['product_id', '=', false],
    ['product_tmpl_id.product_variant_ids', 'in', [...productIds]],
  ]);
  if (kits.length === 0) return;
  throw userError(
    'You should update the components quantity instead of directly updating the quantity of the kit product.',
  );
}
