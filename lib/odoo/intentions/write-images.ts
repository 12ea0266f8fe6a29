import { OdooError } from '../errors';
import { externalId, loadRows } from '../load';
import type { ImageRef } from '../records';
import type { RowResult } from '../row-result';
import type { OdooSession } from '../session';

/**
 * Sets or clears (null) an image: template `image_1920`, a variant's own `image_variant_1920`. Never a variant's
 * image_1920, which lands on the template as it pleases (FACTS.md B, Images). Sent as text: XML-RPC's <base64> faults.
 * What Odoo keeps may differ from what was sent (larger than 1920 px, BMP): read the fingerprint afterwards.
 */
export async function writeImage(odoo: OdooSession, ref: ImageRef, bytes: Buffer | null): Promise<void> {
  const vals = { [ref.field]: bytes === null ? false : bytes.toString('base64') };
  const options = { repeatable: true, timeoutMs: odoo.settings.imageTimeoutMs };
  await odoo.call(ref.model, 'write', [[ref.id], vals], {}, options);
}

export interface NewExtraImage {
  externalId: string;
  name: string;
  sequence: number;
  bytes: Buffer;
}

/**
 * Adds `fresh` to the further images of a template, puts `keep` in order and takes those of `drop` off the product,
 * without unlinking them; any other one stays as it is. Each upload is a call of its own, by external id: repeated it
 * makes one image. Results are those of `fresh`.
 */
export async function replaceExtraImages(
  odoo: OdooSession,
  templateId: number,
  fresh: readonly NewExtraImage[],
  keep: readonly { id: number; sequence: number }[],
  drop: readonly number[],
): Promise<RowResult[]> {
  if (!odoo.capabilities.hasProductImage)
    throw new OdooError('unsupported', { model: 'product.image' }, 'no');
  const columns = ['id', 'product_tmpl_id/.id', 'name', 'sequence', 'image_1920'];
  const results: RowResult[] = [];
  for (const image of fresh) {
    const { name, sequence, bytes } = image;
    const cells = [
      externalId(image.externalId),
      String(templateId),
      name,
      sequence,
      bytes.toString('base64'),
    ];
    const timeoutMs = odoo.settings.imageTimeoutMs;
    results.push(...(await loadRows(odoo, 'product.image', columns, [cells], { timeoutMs })));
  }
  await detachPictures(odoo, drop);
  for (const [sequence, images] of Map.groupBy(keep, (image) => image.sequence)) {
    const ids = images.map(({ id }) => id);
    await odoo.call('product.image', 'write', [ids, { sequence }], {}, { repeatable: true });
  }
  return results;
}

/**
 * The same where pictures are rows (20; capabilities.pictureRows): what is dropped goes first, which changes no picture
 * by itself, then rows come in the order given, and the first of `keep` is written last: at each write of a sequence
 * Odoo makes the row that comes first the main picture, and each variant's first row that variant's.
 */
export async function arrangePictures(
  odoo: OdooSession,
  templateId: number,
  fresh: readonly NewExtraImage[],
  keep: readonly { id: number; sequence: number }[],
  drop: readonly number[],
): Promise<RowResult[]> {
  await detachPictures(odoo, drop);
  return replaceExtraImages(odoo, templateId, fresh, keep.toReversed(), []);
}

/** A picture for one variant alone: the row of exactly its values, made or changed. Repeated it makes one. */
export async function placeVariantPicture(
  odoo: OdooSession,
  templateId: number,
  variant: { ptavIds: readonly number[]; rowId: number | null },
  image: NewExtraImage,
): Promise<RowResult> {
  const { name, sequence, bytes } = image;
  const timeoutMs = odoo.settings.imageTimeoutMs;
  if (variant.rowId !== null) {
    const vals = { sequence, image_1920: bytes.toString('base64') };
    await odoo.call('product.image', 'write', [[variant.rowId], vals], {}, { repeatable: true, timeoutMs });
    return { ok: true, id: variant.rowId };
  }
  const columns = ['id', 'product_tmpl_id/.id', 'name', 'sequence', 'attribute_value_ids/.id', 'image_1920'];
  const cells = [
    externalId(image.externalId),
    String(templateId),
    name,
    sequence,
    variant.ptavIds.join(','),
    bytes.toString('base64'),
  ];
  const [result] = await loadRows(odoo, 'product.image', columns, [cells], { timeoutMs });
  return (
    result ?? { ok: false, error: new OdooError('bad_answer', { model: 'product.image', method: 'load' }) }
  );
}

/** Takes rows off their product without unlinking them. */
export async function detachPictures(odoo: OdooSession, rowIds: readonly number[]): Promise<void> {
  if (rowIds.length === 0) return;
  await odoo.call('product.image', 'write', [rowIds, { product_tmpl_id: false }], {}, { repeatable: true });
}
