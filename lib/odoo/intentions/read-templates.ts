import { z } from 'zod';
import { readGoods } from '../dialect/goods';
import { fromUnit } from '../dialect/units';
import * as value from '../dialect/values';
import type { RemoteTemplate } from '../records';
import { chunks, presentFields, searchRead } from '../rows';
import type { OdooSession } from '../session';
import { ownMainImage, readExtraImages } from './read-extra-images';
import { readLines } from './read-lines';
import { taxesInUse } from './read-taxes';
import { readVariants } from './read-variants';

const Row = z.object({
  id: value.id,
  name: value.text,
  active: value.flag,
  company_id: value.reference,
  default_code: value.code,
  description_sale: value.text,
  list_price: value.decimal,
  barcode: value.code.optional(),
  categ_id: value.reference,
  taxes_id: value.ids.optional(),
  type: z.string().optional(),
  detailed_type: z.string().optional(),
  is_storable: value.flag.optional(),
  tracking: z.enum(['none', 'lot', 'serial']).catch('none').optional(),
  sale_ok: value.flag,
  weight: value.measure,
  volume: value.measure,
  product_length: value.measure.optional(),
  product_width: value.measure.optional(),
  product_height: value.measure.optional(),
  create_date: value.datetime,
  write_date: value.datetime,
});

/**
 * Whole templates with their variants, lines and image fingerprints, in the order of ids; missing and hidden ones are
 * left out. A constant number of calls (eight at most) per 5,000 templates.
 */
export async function readTemplates(odoo: OdooSession, ids: readonly number[]): Promise<RemoteTemplate[]> {
  const found: RemoteTemplate[] = [];
  for (const part of chunks(ids, AT_ONCE)) found.push(...(await readPart(odoo, part)));
  return found;
}

/** Whoever names more has them read one part after the other. */
const AT_ONCE = 5_000;

async function readPart(odoo: OdooSession, ids: readonly number[]): Promise<RemoteTemplate[]> {
  const { templateBarcodes } = odoo.capabilities;
  const wished = Object.keys(Row.shape).filter((name) => templateBarcodes || name !== 'barcode');
  const fields = await presentFields(odoo, 'product.template', wished);
  const [rows, { lines, names }, pictures] = await Promise.all([
    searchRead(odoo, 'product.template', Row, [['id', 'in', ids]], fields, { order: 'id' }),
    readLines(odoo, ids),
    readExtraImages(odoo, ids),
  ]);
  const { variants, images } = await readVariants(odoo, ids, (ptav) => names.get(ptav));
  const ownTaxes = await taxesInUse(odoo, new Set(rows.flatMap((row) => row.taxes_id ?? [])));
  const { hasDimensions: sizes, units } = odoo.capabilities;
  const templates = new Map(
    rows.map((row): [number, RemoteTemplate] => [
      row.id,
      {
        id: row.id,
        createDate: row.create_date,
        writeDate: row.write_date,
        active: row.active,
        companyId: row.company_id,
        name: row.name,
        description: row.description_sale,
        ownCode: row.default_code,
        listPrice: row.list_price,
        ownEan: row.barcode ?? null,
        categoryId: row.categ_id,
        taxIds: (row.taxes_id ?? []).filter((id) => ownTaxes.has(id)),
        goods: readGoods(row),
        tracking: row.tracking ?? 'none',
        kit: (variants.get(row.id) ?? []).length > 0 && (variants.get(row.id) ?? []).every(({ kit }) => kit),
        saleable: row.sale_ok,
        weight: fromUnit(row.weight, units.weight),
        volume: fromUnit(row.volume, units.volume),
        ...(sizes
          ? { length: row.product_length, width: row.product_width, height: row.product_height }
          : {}),
        image: ownMainImage(images.get(row.id), pictures(row.id)),
        ...pictures(row.id),
        lines: lines.get(row.id) ?? [],
        variants: variants.get(row.id) ?? [],
      },
    ]),
  );
  return ids.flatMap((id) => templates.get(id) ?? []);
}
