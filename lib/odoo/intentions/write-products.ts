import { createRows } from '../create-rows';
import { categoryWrites, number, templateWrites, variantWrites } from '../dialect/writes';
import type { CategoryValues, NewTemplate, TemplateUpdate, VariantValues } from '../records';
import type { RowResult } from '../row-result';
import type { OdooSession } from '../session';
import { type FieldWrite, updateRows } from '../update-rows';

/** New templates of one variant each; `extendAttributeLines` gives them more. Codes and costs go to their variants. */
export function createTemplates(
  odoo: OdooSession,
  rows: readonly { externalId: string; values: NewTemplate }[],
): Promise<RowResult[]> {
  return createRows(
    odoo,
    'product.template',
    rows.map((row) => ({ externalId: row.externalId, writes: newTemplateWrites(odoo, row.values) })),
  );
}

/** No category is Odoo's default one: until 18 a product must have one, and saying "none" would be refused. */
function newTemplateWrites(odoo: OdooSession, { categoryId, ...values }: NewTemplate): FieldWrite[] {
  const given = categoryId === null ? values : { ...values, categoryId };
  return templateWrites(given, odoo.capabilities);
}

export function updateTemplates(
  odoo: OdooSession,
  rows: readonly { id: number; values: Partial<TemplateUpdate> }[],
): Promise<RowResult[]> {
  return updateRows(
    odoo,
    'product.template',
    rows.map((row) => ({ id: row.id, writes: templateWrites(row.values, odoo.capabilities) })),
  );
}

/** Code, barcode, cost, weight: on a template of several variants they vanish without a word (FACTS.md A, Variants). */
export function updateVariants(
  odoo: OdooSession,
  rows: readonly { id: number; values: Partial<VariantValues> }[],
): Promise<RowResult[]> {
  return updateRows(
    odoo,
    'product.product',
    rows.map((row) => ({ id: row.id, writes: variantWrites(row.values, odoo.capabilities) })),
  );
}

/**
 * Until saas~19.0 price differences live on the template's values: a variant's lst_price would move all its sisters.
 * Since then (capabilities.ownPrices) this computes the prices of all variants with the value anew.
 */
export function setPriceExtras(
  odoo: OdooSession,
  rows: readonly { ptavId: number; extra: string }[],
): Promise<RowResult[]> {
  return updateRows(
    odoo,
    'product.template.attribute.value',
    rows.map((row) => ({ id: row.ptavId, writes: [number('price_extra', row.extra)] })),
  );
}

/** Parents must exist: create level by level. */
export function createCategories(
  odoo: OdooSession,
  rows: readonly { externalId: string; values: CategoryValues }[],
): Promise<RowResult[]> {
  return createRows(
    odoo,
    'product.category',
    rows.map((row) => ({ externalId: row.externalId, writes: categoryWrites(row.values) })),
  );
}

export function updateCategories(
  odoo: OdooSession,
  rows: readonly { id: number; values: Partial<CategoryValues> }[],
): Promise<RowResult[]> {
  return updateRows(
    odoo,
    'product.category',
    rows.map((row) => ({ id: row.id, writes: categoryWrites(row.values) })),
  );
}
