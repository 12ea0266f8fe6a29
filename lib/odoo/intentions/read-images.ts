import { z } from 'zod';
import * as value from '../dialect/values';
import { OdooError } from '../errors';
import type { ImageRef, RemoteImage } from '../records';
import { type Domain, type DomainTerm, searchRead } from '../rows';
import type { OdooSession } from '../session';

const Attachment = z.object({
  res_model: z.string(),
  res_id: z.number(),
  checksum: value.text,
  file_size: z.number(),
  mimetype: value.text,
});

/** Sessions whose user may not read checksums (14–16, all but administrators; FACTS.md B, Images). */
const withoutChecksums = new WeakSet<OdooSession>();

/** Records whose images are asked for; each model once in a question. */
export interface ImageSet {
  readonly model: ImageRef['model'];
  readonly field: ImageRef['field'];
  readonly ids: readonly number[];
}

/** Images by record id; records without one are absent. */
export type ImagesOf = (model: ImageRef['model']) => ReadonlyMap<number, RemoteImage>;

/**
 * Fingerprints of the records' images. One call for all of them: the checksums of the attachments; or, where the server
 * keeps these to itself, one a model: Odoo's rounded size of the image. Never the bytes.
 */
export async function readImages(odoo: OdooSession, sets: readonly ImageSet[]): Promise<ImagesOf> {
  const asked = sets.filter(({ ids }) => ids.length > 0);
  if (asked.length === 0) return () => new Map();
  if (!withoutChecksums.has(odoo)) {
    try {
      return await byChecksum(odoo, asked);
    } catch (error) {
      if (!(error instanceof OdooError && error.code === 'permission')) throw error;
      withoutChecksums.add(odoo);
    }
  }
  const found = new Map(
    await Promise.all(asked.map(async (set) => [set.model, await bySize(odoo, set)] as const)),
  );
  return (model) => found.get(model) ?? new Map();
}

/** Without res_field in the domain Odoo hides these attachments (FACTS.md B, Images). */
async function byChecksum(odoo: OdooSession, sets: readonly ImageSet[]): Promise<ImagesOf> {
  const domain: Domain = [
    ...Array<'|'>(sets.length - 1).fill('|'),
    ...sets.flatMap(({ model, field, ids }): DomainTerm[] => [
      '&',
      '&',
      ['res_model', '=', model],
      ['res_field', '=', field],
      ['res_id', 'in', ids],
    ]),
  ];
  const fields = ['res_model', 'res_id', 'checksum', 'file_size', 'mimetype'];
  const rows = await searchRead(odoo, 'ir.attachment', Attachment, domain, fields);
  const rowsOf = Map.groupBy(rows, (row) => row.res_model);
  const found = new Map(
    sets.map(({ model, field }) => [
      model,
      new Map(
        (rowsOf.get(model) ?? []).map((row): [number, RemoteImage] => [
          row.res_id,
          {
            ref: { model, id: row.res_id, field },
            sha1: row.checksum || null,
            size: row.file_size,
            contentType: row.mimetype || null,
            hint: null,
          },
        ]),
      ),
    ]),
  );
  return (model) => found.get(model) ?? new Map();
}

/** `bin_size` answers "746.00 bytes" in place of the bytes, to every role, until 19; 20 sends the bytes along. */
async function bySize(odoo: OdooSession, { model, field, ids }: ImageSet) {
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
