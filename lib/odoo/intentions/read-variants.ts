import { z } from 'zod';
import { fromUnit } from '../dialect/units';
import * as value from '../dialect/values';
import type { RemoteImage, RemoteVariant } from '../records';
import { presentFields, searchRead } from '../rows';
import type { OdooSession } from '../session';
import { readImages } from './read-images';
import { isKit, readKits } from './read-kits';
import type { NamedValue } from './read-lines';

const Row = z.object({
  id: value.id,
  product_tmpl_id: value.reference,
  active: value.flag,
  default_code: value.code,
  barcode: value.code,
  standard_price: value.decimal.optional(),
  lst_price: value.decimal.optional(),
  weight: value.measure,
  volume: value.measure,
  product_template_attribute_value_ids: value.ids,
  create_date: value.datetime,
  write_date: value.datetime,
});

/** Variants, archived ones too, and fingerprints of the main images, both by template id. */
export interface Variants {
  readonly variants: ReadonlyMap<number, RemoteVariant[]>;
  readonly images: ReadonlyMap<number, RemoteImage>;
}

/** Variants of the templates, and all their own images. Three calls at most. `names` names the PTAVs they carry. */
export async function readVariants(
  odoo: OdooSession,
  templateIds: readonly number[],
  names: (ptavId: number) => NamedValue | undefined,
): Promise<Variants> {
  const { ownPrices } = odoo.capabilities;
  const wished = Object.keys(Row.shape).filter(
    (name) => name !== 'id' && (ownPrices || name !== 'lst_price'),
  );
  const fields = await presentFields(odoo, 'product.product', wished);
  const own = [['product_tmpl_id', 'in', templateIds] as const];
  const rows = await searchRead(odoo, 'product.product', Row, own, fields, { order: 'id' });
  const { units } = odoo.capabilities;
  const kits = await readKits(odoo, templateIds);
  const images = await readImages(odoo, [
    { model: 'product.template', field: 'image_1920', ids: templateIds },
    { model: 'product.product', field: 'image_variant_1920', ids: rows.map((row) => row.id) },
  ]);
  const variants = rows.map((row): RemoteVariant => {
    const ptavIds = row.product_template_attribute_value_ids;
    const named = ptavIds.flatMap((ptav) => names(ptav) ?? []);
    return {
      id: row.id,
      templateId: row.product_tmpl_id ?? 0,
      createDate: row.create_date,
      writeDate: row.write_date,
      active: row.active,
      sku: row.default_code,
      ean: row.barcode,
      costPrice: row.standard_price ?? '0',
      ownPrice: row.lst_price ?? null,
      weight: fromUnit(row.weight, units.weight),
      volume: fromUnit(row.volume, units.volume),
      attributes: Object.fromEntries(named.map(({ attribute, value }) => [attribute, value])),
      ptavIds,
      kit: isKit(kits, row.id, row.product_tmpl_id ?? 0),
      ownImage: images('product.product').get(row.id) ?? null,
    };
  });
  return {
    variants: Map.groupBy(variants, (variant) => variant.templateId),
    images: images('product.template'),
  };
}
