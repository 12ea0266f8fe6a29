import { accessError } from '../orm/faults';
import type { Model } from '../orm/model';
import type { ModelSpec } from '../orm/model-spec';
import { readGroup } from '../orm/read-group';
import type { Domain, Wire } from '../orm/values';
import { sha1OfBase64 } from './image-processing';

/** Files of fields show only when the domain speaks of res_field or id (FACTS.md B, Images). */
function speaksOf(domain: Domain, ...names: string[]): boolean {
  return domain.some((leaf) => Array.isArray(leaf) && names.includes(String(leaf[0])));
}

function checkReader(model: Model): void {
  const { caps, su, uid } = model.env;
  if (su || caps.version >= 17 || uid === 2) return;
  throw accessError('Sorry, you are not allowed to access this document.');
}

export const attachmentModels: readonly ModelSpec[] = [
  {
    name: 'ir.attachment',
    label: () => 'Attachment',
    order: 'id desc',
    access: () => true,
    narrow: (_model, domain) =>
      speaksOf(domain, 'res_field', 'id')
        ? domain
        : [...(domain.length > 0 ? ['&'] : []), ['res_field', '=', false], ...and(domain)],
    compute: {
      store_fname: (model, id) => {
        const checksum = model.row(id)?.checksum;
        return typeof checksum === 'string' ? `${checksum.slice(0, 2)}/${checksum}` : false;
      },
      datas: (model, id) => contentOf(model, id),
      raw: (model, id) => contentOf(model, id),
    },
    methods: {
      read_group: {
        on: 'model',
        params: ['domain', 'fields', 'groupby', 'offset', 'limit', 'orderby', 'lazy'],
        required: 3,
        run: (model, _ids, args) => {
          if (model.env.caps.version <= 16 && model.env.uid !== 2) {
            throw accessError('Sorry, you are not allowed to access these fields on attachments.');
          }
          const domain = Array.isArray(args.domain) ? args.domain : [];
          return readGroup(model, domain, args.fields, args.groupby, args.lazy !== false);
        },
      },
      search_read: {
        on: 'model',
        params: ['domain', 'fields', 'offset', 'limit', 'order', 'load'],
        run: (model, _ids, args) => {
          const domain = Array.isArray(args.domain) ? args.domain : [];
          const ids = model.search(domain, typeof args.order === 'string' ? { order: args.order } : {});
          if (ids.some((id) => model.row(id)?.res_field)) checkReader(model);
          return model.read(ids, Array.isArray(args.fields) ? args.fields.map(String) : []);
        },
      },
    },
  },
];

function and(domain: Domain): Domain {
  const terms = domain.filter((item) => Array.isArray(item)).length;
  const operators = domain.filter((item) => item === '&' || item === '|').length;
  return [...Array<Wire>(Math.max(0, terms - operators - 1)).fill('&'), ...domain];
}

function contentOf(model: Model, id: number): string | false {
  const checksum = model.row(id)?.checksum;
  return typeof checksum === 'string' ? (model.env.db.files.get(checksum) ?? false) : false;
}

/** Base64 kept for a field of a record, or false. */
export function fieldFile(model: Model, id: number, field: string): string | false {
  const attachment = attachmentOf(model, id, field);
  return attachment === undefined ? false : contentOf(model.env.sudo().model('ir.attachment'), attachment);
}

function attachmentOf(model: Model, id: number, field: string): number | undefined {
  const table = model.env.db.table('ir.attachment');
  for (const one of table.where('res_id', id)) {
    const row = table.rows.get(one);
    if (row?.res_model === model.name && row.res_field === field) return one;
  }
  return undefined;
}

/** Keeps, replaces (same attachment id) or removes the file of a field. */
export function keepFile(
  model: Model,
  id: number,
  field: string,
  base64: string | false,
  mimetype: string,
): void {
  const files = model.env.sudo().model('ir.attachment');
  const known = attachmentOf(model, id, field);
  if (base64 === false) {
    if (known !== undefined) files.table.delete(model.env.tx.journal, known);
    return;
  }
  const checksum = sha1OfBase64(base64);
  model.env.db.files.set(checksum, base64);
  const cells = { checksum, file_size: Buffer.byteLength(base64, 'base64'), mimetype };
  if (known !== undefined) {
    files.set(known, cells);
    files.touch([known]);
    return;
  }
  const made = files.create({
    name: field,
    res_model: model.name,
    res_field: field,
    res_id: id,
    type: 'binary',
  });
  files.set(made, { ...cells, res_model: model.name, res_field: field, res_id: id, type: 'binary' });
}
