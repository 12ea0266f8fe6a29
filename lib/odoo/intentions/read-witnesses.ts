import { z } from 'zod';
import * as value from '../dialect/values';
import { chunks, PAGE, searchRead } from '../rows';
import type { OdooSession } from '../session';

/** What says which record an id means: ids are given out again after a backup was restored (FACTS-2 D). */
export interface Witness {
  readonly id: number;
  /** UTC, whole seconds, as Odoo answers; never changes. */
  readonly createDate: string;
  readonly writeDate: string;
}

const Row = z
  .object({ id: value.id, create_date: value.datetime, write_date: value.datetime })
  .transform((row): Witness => ({ id: row.id, createDate: row.create_date, writeDate: row.write_date }));

/** Who the records with these ids are now; absent ones are unlinked or out of sight. One call per 2,000. */
export async function readWitnesses(
  odoo: OdooSession,
  model: string,
  ids: readonly number[],
): Promise<Map<number, Witness>> {
  const found = new Map<number, Witness>();
  for (const part of chunks(ids, PAGE)) {
    const rows = await searchRead(odoo, model, Row, [['id', 'in', part]], ['create_date', 'write_date']);
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}
