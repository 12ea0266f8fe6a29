import { isDeepStrictEqual } from 'node:util';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { links } from '@/db/schema/links';
import type { Link } from '../family';
import type { RecordPlan } from '../plan/plan-record';
import type { Settled } from './settle';
import type { Tools } from './tools';

/** A record of Odoo, and what says which one its id means. */
export interface TiedTo {
  readonly model: string;
  readonly id: number;
  readonly createDate: string;
  readonly writeDate: string;
}

/** Ties a record to Odoo's, with what both now agree on; says nothing to the database when that is known already. */
export async function tie(
  { tx, run, batch, ties }: Tools,
  record: RecordPlan,
  { model: odooModel, id: odooId, ...witness }: TiedTo,
  { base, memo, writeDate }: Settled,
  origin: 'here' | 'odoo',
): Promise<void> {
  const { localId, kind } = record;
  const seat = { kind, localId, odooModel, odooId };
  const link = record.link ?? ties.between(seat);
  const state = {
    localId,
    odooId,
    base,
    memo: { ...memo, ...ties.renamedSince(record) },
    odooWriteDate: writeDate,
    odooDeletedAt: null,
    prevails: null,
  };
  if (link?.lastSyncedAt && isSame(link, state)) return;
  await untie(
    tx,
    ties.dead(seat).filter(({ id }) => id !== link?.id),
  );
  const lastSyncedAt = run.ctx.now();
  const moved = link !== null && link.localId === localId && link.odooId !== odooId;
  // A tie to another record is another tie: two variants may have changed places.
  if (moved) await untie(tx, [link]);
  if (link && !moved) batch.changedLinks.push({ id: link.id, ...state, lastSyncedAt });
  else
    batch.links.push({
      integrationId: run.integration.id,
      kind,
      odooModel,
      origin,
      ...state,
      odooCreateDate: witness.createDate,
      odooDates: [witness.writeDate],
      lastSyncedAt,
    });
}

/** Forgets ties whose record or variant went to another. */
export async function untie(tx: Db, gone: readonly Link[]): Promise<void> {
  const ids = gone.map((link) => link.id);
  if (ids.length > 0) await tx.delete(links).where(anyOf(links.id, ids));
}

function isSame(link: Link, state: Partial<Link>): boolean {
  const known: Readonly<Record<string, unknown>> = link;
  return Object.entries(state).every(
    ([key, value]) => known[key] === value || isDeepStrictEqual(plain(known[key]), plain(value)),
  );
}

/** As the database gives it back: keys without a value are not there. */
function plain(value: unknown): unknown {
  return value === undefined ? null : typeof value === 'object' ? JSON.parse(JSON.stringify(value)) : value;
}
