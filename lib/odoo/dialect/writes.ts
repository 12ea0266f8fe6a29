import { OdooError } from '../errors';
import type { CategoryValues, NewTemplate, VariantValues } from '../records';
import type { FieldWrite } from '../update-rows';
import type { Capabilities } from './capabilities';
import { writeGoods } from './goods';
import { toUnit } from './units';

/** Canonical values → Odoo's fields, for write() and for load() alike. Absent keys give nothing. */

const DIMENSIONS = { length: 'product_length', width: 'product_width', height: 'product_height' } as const;

export function templateWrites(
  values: Partial<NewTemplate>,
  capabilities: Pick<Capabilities, 'storable' | 'hasDimensions' | 'units'>,
): FieldWrite[] {
  const { name, description, ownCode, listPrice, ownEan, categoryId, taxIds, goods, active, weight, volume } =
    values;
  const sizes = capabilities.hasDimensions ? (['length', 'width', 'height'] as const) : [];
  return [
    ...(name === undefined ? [] : [text('name', name)]),
    ...(description === undefined ? [] : [text('description_sale', description)]),
    ...(ownCode === undefined ? [] : [text('default_code', ownCode ?? '')]),
    ...(listPrice === undefined ? [] : [number('list_price', listPrice)]),
    ...(ownEan === undefined ? [] : [text('barcode', ownEan ?? '')]),
    ...(categoryId === undefined ? [] : [many2one('categ_id', categoryId)]),
    ...(taxIds === undefined ? [] : [many2many('taxes_id', taxIds)]),
    ...(goods === undefined ? [] : Object.entries(writeGoods(goods, capabilities)).map(selectionOrFlag)),
    ...(weight === undefined ? [] : [number('weight', toUnit(weight, capabilities.units.weight))]),
    ...(volume === undefined ? [] : [number('volume', toUnit(volume, capabilities.units.volume))]),
    ...sizes.flatMap((size) => (values[size] === undefined ? [] : [number(DIMENSIONS[size], values[size])])),
    ...(active === undefined ? [] : [flag('active', active)]),
  ];
}

export function variantWrites(
  values: Partial<VariantValues>,
  { units }: Pick<Capabilities, 'units'>,
): FieldWrite[] {
  const { sku, ean, costPrice, ownPrice, weight, volume, active } = values;
  return [
    ...(sku === undefined ? [] : [text('default_code', sku ?? '')]),
    ...(ean === undefined ? [] : [text('barcode', ean ?? '')]),
    ...(costPrice === undefined ? [] : [number('standard_price', costPrice)]),
    ...(ownPrice === undefined ? [] : [number('lst_price', ownPrice)]),
    ...(weight === undefined ? [] : [number('weight', toUnit(weight, units.weight))]),
    ...(volume === undefined ? [] : [number('volume', toUnit(volume, units.volume))]),
    ...(active === undefined ? [] : [flag('active', active)]),
  ];
}

export function categoryWrites(values: Partial<CategoryValues>): FieldWrite[] {
  const { name, parentId } = values;
  return [
    ...(name === undefined ? [] : [text('name', name)]),
    ...(parentId === undefined ? [] : [many2one('parent_id', parentId)]),
  ];
}

/** Empty text is false: '' would be stored as '' and two of them are two values to Odoo (FACTS.md A, Templates). */
export function text(field: string, value: string): FieldWrite {
  return { field, column: field, value: value === '' ? false : value, cell: value };
}

export function number(field: string, value: string | null): FieldWrite {
  const parsed = Number(value ?? '0');
  if (!Number.isFinite(parsed)) throw new OdooError('mapping', { field }, 'no');
  return { field, column: field, value: parsed, cell: parsed };
}

export function flag(field: string, value: boolean): FieldWrite {
  return { field, column: field, value, cell: value ? 'True' : 'False' };
}

export function many2one(field: string, id: number | null): FieldWrite {
  return { field, column: `${field}/.id`, value: id ?? false, cell: id === null ? '' : String(id) };
}

export function many2many(field: string, ids: readonly number[]): FieldWrite {
  return { field, column: `${field}/.id`, value: [[6, 0, ids]], cell: ids.join(',') };
}

function selectionOrFlag([field, value]: [string, unknown]): FieldWrite {
  return typeof value === 'boolean' ? flag(field, value) : text(field, String(value));
}
