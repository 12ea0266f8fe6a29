import { z } from 'zod';
import * as value from '../dialect/values';
import type { RemoteExtraImage } from '../records';
import { searchRead } from '../rows';
import type { OdooSession } from '../session';
import { readImages } from './read-images';

const Row = z.object({
  id: value.id,
  name: value.text,
  sequence: z.number().catch(10),
  product_tmpl_id: value.reference,
});

/**
 * Further images by template id, in order. `product.image` comes with the web shop (website_sale); elsewhere a product
 * has one image (FACTS.md B, Images).
 */
export async function readExtraImages(
  odoo: OdooSession,
  templateIds: readonly number[],
): Promise<Map<number, RemoteExtraImage[]>> {
  if (!odoo.capabilities.hasProductImage) return new Map();
  const own = [['product_tmpl_id', 'in', templateIds] as const];
  const fields = ['name', 'sequence', 'product_tmpl_id'];
  const rows = await searchRead(odoo, 'product.image', Row, own, fields, { order: 'sequence, id' });
  const images = await readImages(
    odoo,
    'product.image',
    'image_1920',
    rows.map((row) => row.id),
  );
  const found = new Map<number, RemoteExtraImage[]>();
  for (const row of rows) {
    const image = images.get(row.id);
    if (!image || row.product_tmpl_id === null) continue;
    const { id, name, sequence } = row;
    found.set(row.product_tmpl_id, [
      ...(found.get(row.product_tmpl_id) ?? []),
      { ...image, id, name, sequence },
    ]);
  }
  return found;
}
