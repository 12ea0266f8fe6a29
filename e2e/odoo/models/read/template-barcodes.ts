import { validationError } from '../../orm/faults';
import { field } from '../../orm/fields';
import type { Model } from '../../orm/model';
import type { ModelSpec } from '../../orm/model-spec';
import { onlyVariant } from '../shared-fields';

/**
 * Read in source, not recorded: a template keeps a barcode of its own (20; addons/product/models/product_template.py
 * and product_product.py `_check_duplicated_template_barcodes`). It follows an only variant, keeps its last value when
 * there are several, and forbids its code to every variant, the template's own ones included. Asked only where a barcode
 * is written: variants that attribute lines make or wake are not.
 */
function followOnly(model: Model, templates: readonly number[]): void {
  const server = model.env.sudo().model('product.template');
  const products = model.env.db.table('product.product');
  for (const template of templates) {
    const only = onlyVariant(model.env, template);
    if (only !== undefined) server.set(template, { barcode: products.rows.get(only)?.barcode ?? false });
  }
}

function templatesOf(model: Model, ids: readonly number[]): number[] {
  return [...new Set(ids.flatMap((id) => model.one(id, 'product_tmpl_id') ?? []))];
}

/** @throws the refusal of a barcode that a template has, its mirror on an only variant's template apart */
function checkTemplates(model: Model, ids: readonly number[]): void {
  const templates = model.env.db.table('product.template');
  for (const id of ids) {
    const barcode = model.row(id)?.barcode;
    if (typeof barcode !== 'string' || barcode === '') continue;
    for (const holder of templates.where('barcode', barcode)) {
      const row = templates.rows.get(holder);
      const mirror = row?.id === model.one(id, 'product_tmpl_id') && isAlone(model, holder);
      if (row?.active !== true || mirror) continue;
      throw validationError(
        `Barcode(s) already assigned:\n\n- Barcode "${barcode}" already assigned to product: ${row.name}\n\nNote: Some products may be hidden due to access restrictions.`,
      );
    }
  }
}

function isAlone(model: Model, template: number): boolean {
  const products = model.env.db.table('product.product');
  const living = [...products.where('product_tmpl_id', template)].filter(
    (id) => products.rows.get(id)?.active === true,
  );
  return living.length === 1;
}

export const templateBarcodes: readonly ModelSpec[] = [
  {
    name: 'product.template',
    since: 20,
    fields: () => ({ barcode: field('char', 'Barcode') }),
    compute: { barcode: (model, id) => model.row(id)?.barcode ?? false },
    inverse: {
      barcode: (model, ids, value) => {
        const barcode = typeof value === 'string' && value !== '' ? value : false;
        for (const id of ids) {
          model.set(id, { barcode });
          const only = onlyVariant(model.env, id);
          if (only !== undefined) model.env.sudo().model('product.product').write([only], { barcode });
        }
      },
    },
    search: { barcode: (_model, operator, value) => [['product_variant_ids.barcode', operator, value]] },
  },
  {
    name: 'product.product',
    since: 20,
    create: (model, list, next) => {
      const ids = next(list);
      followOnly(model, templatesOf(model, ids));
      if (list.some((vals) => 'barcode' in vals)) checkTemplates(model, ids);
      return ids;
    },
    write: (model, ids, vals, next) => {
      next(ids, vals);
      if (!('barcode' in vals) && !('active' in vals)) return;
      followOnly(model, templatesOf(model, ids));
      if ('barcode' in vals) checkTemplates(model, ids);
    },
  },
];
