import { z } from 'zod';
import { OdooError } from '../errors';
import { chunks, PAGE } from '../rows';
import type { OdooSession } from '../session';

const Rows = z.array(
  z.object({
    id: z.number().int(),
    write_uid: z.union([z.tuple([z.number(), z.string()]), z.literal(false)]),
  }),
);

/**
 * Who wrote these records last, by name (`read` tells a user's name to everybody). One call per 2,000; what Odoo
 * refuses to tell is left out, for nothing depends on it.
 */
export async function readEditors(
  odoo: OdooSession,
  model: string,
  ids: readonly number[],
): Promise<Map<number, string>> {
  const names = new Map<number, string>();
  try {
    for (const part of chunks(ids, PAGE)) {
      const rows = Rows.safeParse(await odoo.call(model, 'read', [part], { fields: ['write_uid'] }));
      for (const { id, write_uid: user } of rows.data ?? []) if (user) names.set(id, user[1]);
    }
  } catch (error) {
    if (!(error instanceof OdooError) || error.class === 'transient' || error.class === 'authentication')
      throw error;
  }
  return names;
}
