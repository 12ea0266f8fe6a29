import { keepFile } from '../../models/attachment';
import { bindXmlid } from '../../models/groups';
import type { Env } from '../../orm/env';
import type { Vals } from '../../orm/values';
import type { Rendered } from '../images/render';
import type { PlannedProduct, ShopPlan, VatRate } from '../plan';

export interface CatalogueOptions {
  priceIncluded: boolean;
  taxes: Readonly<Record<VatRate, number>>;
  pictures: ReadonlyMap<string, Rendered>;
}

/** Product ids (variants) by SKU. */
export type BySku = ReadonlyMap<string, number>;

/** Categories, attributes, products and variants of the plan. */
export function plantCatalogue(env: Env, plan: ShopPlan, options: CatalogueOptions): BySku {
  const categories = plantCategories(env, plan);
  const values = plantAttributes(env, plan);
  const bySku = new Map<string, number>();
  for (const product of plan.products) plantProduct(env, product, { ...options, categories, values, bySku });
  return bySku;
}

function plantCategories(env: Env, plan: ShopPlan): Map<string, number> {
  const model = env.model('product.category');
  const all =
    model.search([
      ['name', '=', 'All'],
      ['parent_id', '=', false],
    ])[0] ?? model.create({ name: 'All' });
  const saleable =
    model.search([
      ['name', '=', 'Saleable'],
      ['parent_id', '=', all],
    ])[0] ?? model.create({ name: 'Saleable', parent_id: all });
  const ids = new Map<string, number>();
  for (const category of plan.categories) {
    const parent = category.parent === null ? saleable : (ids.get(category.parent) ?? saleable);
    const id = model.create({ name: category.name, parent_id: parent });
    ids.set(category.key, id);
    bindXmlid(env, `clairval.category_${category.key}`, 'product.category', id);
  }
  return ids;
}

/** Value ids by "attribute/value", attribute ids by "attribute". */
function plantAttributes(env: Env, plan: ShopPlan): Map<string, number> {
  const ids = new Map<string, number>();
  for (const attribute of plan.attributes) {
    const colours = attribute.name === 'Couleur';
    const id = env
      .model('product.attribute')
      .create({ name: attribute.name, create_variant: 'always', display_type: colours ? 'color' : 'radio' });
    ids.set(attribute.name, id);
    for (const [sequence, value] of attribute.values.entries()) {
      const made = env
        .model('product.attribute.value')
        .create({ name: value.name, attribute_id: id, sequence, html_color: value.html ?? false });
      ids.set(`${attribute.name}/${value.name}`, made);
    }
  }
  return ids;
}

interface Planting extends CatalogueOptions {
  categories: ReadonlyMap<string, number>;
  values: ReadonlyMap<string, number>;
  bySku: Map<string, number>;
}

function plantProduct(env: Env, product: PlannedProduct, at: Planting): void {
  const rate = at.priceIncluded ? 1 : 1 + product.vat / 100;
  const templates = env.model('product.template');
  const id = templates.create({
    name: product.name,
    description_sale: product.description,
    categ_id: at.categories.get(product.category) ?? 1,
    list_price: cents(product.price / rate),
    taxes_id: [[6, 0, [at.taxes[product.vat]]]],
    tracking: product.tracking,
    sale_ok: true,
    ...kindOf(env, product),
    attribute_line_ids: product.axes.map((axis) => [
      0,
      0,
      {
        attribute_id: at.values.get(axis.attribute) ?? 0,
        value_ids: [
          [6, 0, axis.values.map((value) => at.values.get(`${axis.attribute}/${value.name}`) ?? 0)],
        ],
      },
    ]),
  });
  bindXmlid(env, `clairval.product_${product.key}`, 'product.template', id);
  plantExtras(env, product, id, rate, at.values);
  plantVariants(env, product, id, at);
  const picture = at.pictures.get(product.key);
  if (picture !== undefined) keepPicture(env, 'product.template', id, 'image', picture);
  if (product.archived) templates.write([id], { active: false });
}

function kindOf(env: Env, product: PlannedProduct): Vals {
  const type = product.kind === 'service' ? 'service' : 'consu';
  if (env.caps.storable === 'is_storable') return { type, is_storable: product.kind === 'stored' };
  return { [env.caps.storable]: product.kind === 'stored' ? 'product' : type };
}

function plantExtras(
  env: Env,
  product: PlannedProduct,
  template: number,
  rate: number,
  values: ReadonlyMap<string, number>,
): void {
  const ptavs = env.model('product.template.attribute.value');
  for (const ptav of ptavs.table.where('product_tmpl_id', template)) {
    const value = ptavs.one(ptav, 'product_attribute_value_id');
    for (const axis of product.axes) {
      const planned = axis.values.find((one) => values.get(`${axis.attribute}/${one.name}`) === value);
      if (planned !== undefined && planned.extra > 0)
        ptavs.write([ptav], { price_extra: cents(planned.extra / rate) });
    }
  }
}

/** Variants are found by the names of their values: their order is Odoo's affair. */
function plantVariants(env: Env, product: PlannedProduct, template: number, at: Planting): void {
  const variants = env.model('product.product');
  const ptavs = env.model('product.template.attribute.value');
  for (const id of [...variants.table.where('product_tmpl_id', template)]) {
    const names = variants
      .many(id, 'product_template_attribute_value_ids')
      .map((ptav) => ptavs.text(ptav, 'name'));
    const planned = product.variants.find(
      (one) => one.values.length === names.length && one.values.every((name) => names.includes(name)),
    );
    if (planned === undefined) throw new Error(`${product.name}: no plan for ${names.join(', ')}`);
    variants.write([id], {
      default_code: planned.sku,
      barcode: planned.ean ?? false,
      standard_price: planned.cost,
      weight: planned.weight,
    });
    at.bySku.set(planned.sku, id);
    const picture = at.pictures.get(planned.sku);
    if (picture !== undefined) keepPicture(env, 'product.product', id, 'image_variant', picture);
    if (planned.archived && !product.archived) variants.write([id], { active: false });
  }
}

function keepPicture(env: Env, model: string, id: number, prefix: string, picture: Rendered): void {
  for (const [width, base64] of Object.entries(picture))
    keepFile(env.model(model), id, `${prefix}_${width}`, base64, 'image/png');
}

export function cents(value: number): number {
  return Math.round(value * 100) / 100;
}
