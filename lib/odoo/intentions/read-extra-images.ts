import { z } from 'zod';
import * as value from '../dialect/values';
import type { RemoteExtraImage, RemoteImage, RemoteVariantPicture } from '../records';
import { searchRead } from '../rows';
import type { OdooSession } from '../session';
import { readImages } from './read-images';

const Row = z.object({
  id: value.id,
  name: value.text,
  sequence: z.number().catch(10),
  product_tmpl_id: value.reference,
  attribute_value_ids: value.ids.default([]),
});

export interface PictureRows {
  extraImages: RemoteExtraImage[];
  variantPictures: RemoteVariantPicture[];
}

const NONE: PictureRows = { extraImages: [], variantPictures: [] };

/**
 * Further images by template id, in order, those of variants told apart. `product.image` comes with the web shop
 * (website_sale); elsewhere a product has one image (FACTS.md B, Images).
 */
export async function readExtraImages(
  odoo: OdooSession,
  templateIds: readonly number[],
): Promise<(templateId: number) => PictureRows> {
  const { hasProductImage, pictureRows } = odoo.capabilities;
  if (!hasProductImage) return () => NONE;
  const own = [['product_tmpl_id', 'in', templateIds] as const];
  const fields = ['name', 'sequence', 'product_tmpl_id', ...(pictureRows ? ['attribute_value_ids'] : [])];
  const rows = await searchRead(odoo, 'product.image', Row, own, fields, { order: 'sequence, id' });
  const ids = rows.map((row) => row.id);
  const images = (await readImages(odoo, [{ model: 'product.image', field: 'image_1920', ids }]))(
    'product.image',
  );
  const found = new Map<number, PictureRows>();
  for (const row of rows) {
    const image = images.get(row.id);
    if (!image || row.product_tmpl_id === null) continue;
    const { id, name, sequence, attribute_value_ids: ptavIds } = row;
    const of = found.get(row.product_tmpl_id) ?? { extraImages: [], variantPictures: [] };
    if (ptavIds.length > 0) of.variantPictures.push({ id, sequence, ptavIds, sha1: image.sha1 });
    else of.extraImages.push({ ...image, id, name, sequence });
    found.set(row.product_tmpl_id, of);
  }
  return (templateId) => found.get(templateId) ?? NONE;
}

/** The main picture, unless it only shows for want of one: a variant's, being the first row there is. */
export function ownMainImage(image: RemoteImage | undefined, rows: PictureRows): RemoteImage | null {
  if (!image) return null;
  const mirrored = rows.extraImages.some(({ sha1 }) => sha1 === image.sha1);
  const borrowed = rows.variantPictures.some(({ sha1 }) => sha1 !== null && sha1 === image.sha1);
  return borrowed && !mirrored ? null : image;
}
