import { z } from 'zod';
import * as value from '../dialect/values';
import { OdooError } from '../errors';
import type { ImageRef, RemoteImage } from '../records';
import { type Domain, searchRead } from '../rows';
import type { OdooSession } from '../session';

const Attachment = z.object({
  res_id: z.number(),
  checksum: value.text,
  file_size: z.number(),
  mimetype: value.text,
});

/** Sessions whose user may not read checksums (14–16, all but administrators; FACTS.md B, Images). */
const withoutChecksums = new WeakSet<OdooSession>();

/**
 * Fingerprints of the records' images, by record id; records without an image are absent. One call: the checksum of
 * the attachment, or, where the server keeps it to itself, Odoo's rounded size of the image. Never the bytes.
 */
export async function readImages(
  odoo: OdooSession,
  model: ImageRef['model'],
  field: ImageRef['field'],
  ids: readonly number[],
): Promise<Map<number, RemoteImage>> {
  if (ids.length === 0) return new Map();
  if (!withoutChecksums.has(odoo)) {
    try {
      return await byChecksum(odoo, model, field, ids);
    } catch (error) {
      if (!(error instanceof OdooError && error.code === 'permission')) throw error;
      withoutChecksums.add(odoo);
    }
  }
  return bySize(odoo, model, field, ids);
}

/** Without res_field in the domain Odoo hides these attachments (FACTS.md B, Images). */
async function byChecksum(
  odoo: OdooSession,
  model: ImageRef['model'],
  field: ImageRef['field'],
  ids: readonly number[],
) {
  const domain: Domain = [
    ['res_model', '=', model],
    ['res_field', '=', field],
    ['res_id', 'in', ids],
  ];
  const fields = ['res_id', 'checksum', 'file_size', 'mimetype'];
  const rows = await searchRead(odoo, 'ir.attachment', Attachment, domain, fields);
  return new Map(
    rows.map((row): [number, RemoteImage] => [
      row.res_id,
      {
        ref: { model, id: row.res_id, field },
        sha1: row.checksum || null,
        size: row.file_size,
        contentType: row.mimetype || null,
        hint: null,
      },
    ]),
  );
}

/** `bin_size` answers "746.00 bytes" in place of the bytes, to every role, until 19; 20 sends the bytes along. */
async function bySize(
  odoo: OdooSession,
  model: ImageRef['model'],
  field: ImageRef['field'],
  ids: readonly number[],
) {
  const Row = z.looseObject({ id: value.id });
  const rows = await searchRead(odoo, model, Row, [['id', 'in', ids]], [field], {
    context: { bin_size: true },
  });
  const images = new Map<number, RemoteImage>();
  for (const row of rows) {
    const size = value.binarySize.safeParse(row[field]);
    if (!size.success) throw new OdooError('bad_answer', { model, field });
    const hint = size.data;
    if (hint === null) continue;
    images.set(row.id, {
      ref: { model, id: row.id, field },
      sha1: null,
      size: null,
      contentType: null,
      hint,
    });
  }
  return images;
}
