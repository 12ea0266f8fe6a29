import { z } from 'zod';
import { OdooError } from '../errors';
import { MODULE } from '../load';
import { chunks, type Domain, PAGE, searchRead } from '../rows';
import type { OdooSession } from '../session';

const Metadata = z.array(
  z.looseObject({
    id: z.number(),
    xmlid: z.union([z.string(), z.literal(false)]),
    xmlids: z.array(z.looseObject({ xmlid: z.string() })).optional(),
  }),
);

const ModelData = z.object({ res_id: z.number(), name: z.string() });

type Named = [id: number, externalId: string];

/**
 * Names that we gave records before they were created, by record id; others are absent. One call per 2,000, open to
 * every user, unlike ir.model.data (FACTS.md C §1).
 */
export async function readExternalIds(
  odoo: OdooSession,
  model: string,
  ids: readonly number[],
): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  for (const part of chunks(ids, PAGE)) {
    for (const [id, name] of await externalIdsOf(odoo, model, part)) found.set(id, name);
  }
  return found;
}

/** One part of `readExternalIds`, in one call. */
export function externalIdsOf(odoo: OdooSession, model: string, ids: readonly number[]): Promise<Named[]> {
  return odoo.ways.take('externalIds', {
    get_metadata: () => ofMetadata(odoo, model, ids),
    search_read: () => ofModelData(odoo, model, ids),
  });
}

async function ofMetadata(odoo: OdooSession, model: string, ids: readonly number[]): Promise<Named[]> {
  const rows = Metadata.safeParse(await odoo.call(model, 'get_metadata', [ids]));
  if (!rows.success) throw new OdooError('bad_answer', { model, method: 'get_metadata' });
  return rows.data.flatMap(({ id, xmlid, xmlids = [] }): Named[] => {
    const names = [...xmlids.map((entry) => entry.xmlid), ...(xmlid ? [xmlid] : [])];
    const own = names.find((name) => name.startsWith(`${MODULE}.`));
    return own ? [[id, own.slice(MODULE.length + 1)]] : [];
  });
}

/** For whoever may read ir.model.data. */
async function ofModelData(odoo: OdooSession, model: string, ids: readonly number[]): Promise<Named[]> {
  const domain: Domain = [
    ['module', '=', MODULE],
    ['model', '=', model],
    ['res_id', 'in', ids],
  ];
  const rows = await searchRead(odoo, 'ir.model.data', ModelData, domain, ['res_id', 'name']);
  return rows.map((row): Named => [row.res_id, row.name]);
}
