import { z } from 'zod';
import * as value from '../dialect/values';
import { OdooError } from '../errors';
import { chunks, searchIds } from '../rows';
import type { OdooSession } from '../session';

/** What Odoo says of records that a search does not show. */
export interface Fates {
  /** Odoo confirms that they are no more. */
  readonly gone: ReadonlySet<number>;
  /** They may be read all the same: the search asked for others, or they came back meanwhile. */
  readonly shown: ReadonlySet<number>;
  /** The primary has them, a replica does not show them yet (session.readsLag). */
  readonly late: ReadonlySet<number>;
}

const Rows = z.array(z.object({ id: value.id }));

/** Ids per question. */
const BATCH = 500;
/**
 * Questions at most: who is not told apart by then is not said to be gone, and is asked about again another time, when
 * another place is begun at.
 */
const QUESTIONS = 200;

/**
 * Tells what was unlinked from what is only out of sight, as any user may ask: a `read` leaves missing ids out, and
 * refuses the whole batch when a rule hides one of them (FACTS.md B, Archive; A, Context). Batches that are refused are
 * halved, so that the questions go with how many of them are hidden; nothing that Odoo does not confirm is gone.
 * Records of the user's other companies are found first, in one call. Where reads lag, what a replica does not show may
 * have been made a moment ago: the primary has the last word.
 * @param begin where in the list to begin, 0 to 1; anywhere unless said, so that in time everybody's turn comes
 */
export async function readFates(
  odoo: OdooSession,
  model: string,
  ids: readonly number[],
  begin: number = Math.random(),
): Promise<Fates> {
  const gone = new Set<number>();
  const shown = new Set<number>();
  const late = new Set<number>();
  if (ids.length === 0) return { gone, shown, late };
  const context = { allowed_company_ids: [...odoo.capabilities.companyIds], active_test: false };
  const elsewhere = new Set(await searchIds(odoo, model, [['id', 'in', ids]], { context }));
  const unfound = ids.filter((id) => !elsewhere.has(id));
  const first = Math.floor(begin * unfound.length);
  const open = [...unfound.slice(first), ...unfound.slice(0, first)];
  let questions = 0;
  const ask = async (batch: readonly number[]): Promise<void> => {
    if (batch.length === 0 || questions >= QUESTIONS) return;
    questions++;
    const there = await readOrRefused(odoo, model, batch, context);
    if (there) {
      for (const id of batch) (there.has(id) ? shown : gone).add(id);
      return;
    }
    if (batch.length === 1) return;
    const half = Math.ceil(batch.length / 2);
    await ask(batch.slice(0, half));
    await ask(batch.slice(half));
  };
  for (const batch of chunks(open, BATCH)) await ask(batch);
  for (const batch of odoo.readsLag ? chunks([...gone], BATCH) : []) {
    const there = await onPrimary(odoo, model, batch);
    for (const id of batch) {
      if (there && !there.has(id)) continue;
      gone.delete(id);
      if (there) late.add(id);
    }
  }
  return { gone, shown, late };
}

/**
 * Ids of the batch that the primary database has, from `get_metadata`: it leaves missing ids out as `read` does (asked
 * of 19 over JSON-2), and is not among the methods that a replica answers (`api.readonly`). null when it is refused:
 * nothing is said then.
 */
async function onPrimary(
  odoo: OdooSession,
  model: string,
  ids: readonly number[],
): Promise<Set<number> | null> {
  try {
    const rows = Rows.safeParse(await odoo.call(model, 'get_metadata', [ids]));
    if (!rows.success) throw new OdooError('bad_answer', { model, method: 'get_metadata' });
    return new Set(rows.data.map((row) => row.id));
  } catch (error) {
    if (error instanceof OdooError && ['permission', 'unknown_method'].includes(error.code)) return null;
    throw error;
  }
}

/** Ids of the batch that are there; null when a rule hides one of them. */
async function readOrRefused(
  odoo: OdooSession,
  model: string,
  ids: readonly number[],
  context: Record<string, unknown>,
): Promise<Set<number> | null> {
  try {
    const rows = Rows.safeParse(await odoo.call(model, 'read', [ids], { fields: ['write_date'], context }));
    if (!rows.success) throw new OdooError('bad_answer', { model, method: 'read' });
    return new Set(rows.data.map((row) => row.id));
  } catch (error) {
    if (error instanceof OdooError && error.code === 'permission') return null;
    throw error;
  }
}
