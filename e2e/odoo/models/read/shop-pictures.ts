import { field } from '../../orm/fields';
import type { Model } from '../../orm/model';
import type { ModelSpec } from '../../orm/model-spec';
import { truthy, type Vals } from '../../orm/values';
import { fieldFile, keepFile } from '../attachment';
import { IMAGE_SIZES } from '../image-processing';

/**
 * Read in source, not recorded: pictures of a web shop in 20 (addons/website_sale/models: product_template.py,
 * product_product.py, product_image.py; PR 242995). The first row of product.image mirrors the main picture, rows with
 * attribute values are those of variants: writing one side changes the other, by sequence.
 */
const SKIP = 'skip_update_main_image';
const FROM_ROWS = 'from_extra_image';

const rowsOf = (model: Model): Model => model.env.sudo().model('product.image');

/** Rows of a template, first ones first. */
function templateRows(model: Model, template: number): number[] {
  return rowsOf(model).search([['product_tmpl_id', '=', template]], { order: 'sequence, id' });
}

/** Rows with attribute values that fit a variant: of each attribute one of its values. */
function variantRows(model: Model, variant: number): number[] {
  const products = model.env.sudo().model('product.product');
  const own = products.many(variant, 'product_template_attribute_value_ids');
  const values = model.env.sudo().model('product.template.attribute.value');
  const rows = rowsOf(model);
  return templateRows(model, products.one(variant, 'product_tmpl_id') ?? 0).filter((row) => {
    const asked = rows.many(row, 'attribute_value_ids');
    const groups = Map.groupBy(asked, (value) => values.one(value, 'attribute_id'));
    return (
      asked.length > 0 && [...groups.values()].every((group) => group.some((value) => own.includes(value)))
    );
  });
}

function show(
  model: Model,
  row: number,
  target: string,
  id: number,
  prefix: 'image' | 'image_variant',
): void {
  const to = model.env.sudo().model(target);
  const from = rowsOf(model);
  for (const size of IMAGE_SIZES) {
    keepFile(to, id, `${prefix}_${size}`, fieldFile(from, row, `image_${size}`), 'image/png');
  }
  to.touch([id]);
}

function hide(model: Model, target: string, id: number, prefix: 'image' | 'image_variant'): void {
  for (const size of IMAGE_SIZES) {
    keepFile(model.env.sudo().model(target), id, `${prefix}_${size}`, false, '');
  }
}

/** `_set_main_image_from_extra_images` of templates and of their variants. */
function followRows(model: Model, templates: Iterable<number>): void {
  for (const template of new Set(templates)) {
    if (template === 0) continue;
    const [first] = templateRows(model, template);
    if (first !== undefined) show(model, first, 'product.template', template, 'image');
    for (const variant of model.env.db.table('product.product').where('product_tmpl_id', template)) {
      const [own] = variantRows(model, variant);
      if (own === undefined) hide(model, 'product.product', variant, 'image_variant');
      else show(model, own, 'product.product', variant, 'image_variant');
    }
  }
}

function lowest(model: Model, rows: readonly number[]): number {
  return rows[0] === undefined ? 0 : rowsOf(model).number(rows[0], 'sequence');
}

/** What writing a main or a variant's picture does to the rows. */
function mirror(model: Model, rows: readonly number[], vals: Vals): void {
  const [first] = rows;
  const { image_1920, ...place } = vals;
  // As the user, not as the server: the right to write is needed here, the one to create is not.
  if (first !== undefined)
    model.env
      .model('product.image')
      .with({ [SKIP]: true })
      .write([first], { image_1920 });
  else
    rowsOf(model)
      .with({ [SKIP]: true })
      .create({ ...place, sequence: lowest(model, rows) - 1, image_1920 });
}

const templatesOf = (model: Model, ids: readonly number[]): number[] =>
  ids.map((id) => model.one(id, 'product_tmpl_id') ?? 0);

export const shopPictures: readonly ModelSpec[] = [
  {
    name: 'product.image',
    since: 20,
    fields: () => ({
      attribute_value_ids: field('many2many', 'Attribute Values', {
        relation: 'product.template.attribute.value',
      }),
      has_attribute_value: field('boolean', 'Has attribute value', { store: false }),
    }),
    compute: { has_attribute_value: (model, id) => model.many(id, 'attribute_value_ids').length > 0 },
    create: (model, list, next) => {
      const ids = next(list);
      if (model.env.context[SKIP] !== true) followRows(model, templatesOf(model, ids));
      return ids;
    },
    write: (model, ids, vals, next) => {
      next(ids, vals);
      const concerns = ['sequence', 'attribute_value_ids', 'image_1920'].some((name) => name in vals);
      if (concerns && model.env.context[SKIP] !== true) followRows(model, templatesOf(model, ids));
    },
    unlink: (model, ids, next) => {
      const templates = templatesOf(model, ids);
      next(ids);
      followRows(model, templates);
    },
  },
  {
    name: 'product.template',
    since: 20,
    create: (model, list, next) => {
      const ids = next(list);
      ids.forEach((id, n) => {
        const image = list[n]?.image_1920;
        if (truthy(image))
          mirror(model, [], { name: model.displayName(id), product_tmpl_id: id, image_1920: image });
      });
      return ids;
    },
    write: (model, ids, vals, next) => {
      next(ids, vals);
      if (!('image_1920' in vals) || model.env.context[FROM_ROWS] === true) return;
      for (const id of ids) {
        const rows = templateRows(model, id);
        if (truthy(vals.image_1920)) {
          const name = model.displayName(id);
          mirror(model, rows, { name, product_tmpl_id: id, image_1920: vals.image_1920 });
        } else if (rows[0] !== undefined) model.env.model('product.image').unlink([rows[0]]);
      }
    },
  },
  {
    name: 'product.product',
    since: 20,
    write: (model, ids, vals, next) => {
      next(ids, vals);
      if (!('image_variant_1920' in vals) || model.env.context[FROM_ROWS] === true) return;
      for (const id of ids) {
        const rows = variantRows(model, id);
        if (truthy(vals.image_variant_1920)) {
          mirror(model, rows, {
            name: model.displayName(id),
            product_tmpl_id: model.one(id, 'product_tmpl_id') ?? false,
            attribute_value_ids: [[6, 0, model.many(id, 'product_template_attribute_value_ids')]],
            image_1920: vals.image_variant_1920,
          });
        } else if (rows[0] !== undefined) model.env.model('product.image').unlink([rows[0]]);
      }
    },
  },
];
