import { z } from 'zod';
import { OdooError } from '../errors';
import { MODULE } from '../load';
import { chunks, PAGE } from '../rows';
import type { OdooSession } from '../session';

const Metadata = z.array(
  z.looseObject({
    id: z.number(),
    xmlid: z.union([z.string(), z.literal(false)]),
    xmlids: z.array(z.looseObject({ xmlid: z.string() })).optional(),
  }),
);

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
    const rows = Metadata.safeParse(await odoo.call(model, 'get_metadata', [part]));
    if (!rows.success) throw new OdooError('bad_answer', { model, method: 'get_metadata' });
    for (const { id, xmlid, xmlids = [] } of rows.data) {
      const names = [...xmlids.map((entry) => entry.xmlid), ...(xmlid ? [xmlid] : [])];
      const own = names.find((name) => name.startsWith(`${MODULE}.`));
      if (own) found.set(id, own.slice(MODULE.length + 1));
    }
  }
  return found;
}
