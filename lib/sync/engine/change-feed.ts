import { and, eq } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { cursors } from '@/db/schema/feeds';
import { instantOf, odooInstant } from '@/lib/odoo/dialect/instant';
import { changedSince, type Stream } from '@/lib/odoo/intentions/changes';
import type { Watched } from '@/lib/odoo/intentions/have-moved';
import type { ChangeRow } from '@/lib/odoo/records';
import type { Domain, DomainTerm } from '@/lib/odoo/rows';
import type { OdooSession } from '@/lib/odoo/session';
import { OVERLAP_MS, startOf } from './positions';
import type { Probe } from './probe';

export interface FeedRow extends ChangeRow {
  /**
   * Read it even if its write_date is the one we know: it leaves the overlap window now, and write_date shows whole
   * seconds only, so a slow transaction of the same second may have changed it since.
   */
  readonly certain: boolean;
}

/**
 * What changed in Odoo since the last successful run. A stream is a model of Odoo; rows seen before with the same
 * write_date are left out. The position moves only in `commit`, after the whole run went well: a killed run sees the
 * same rows again.
 */
export interface ChangeFeed {
  /** Pages of new rows, each at most some thousands. In a full run, or before the first one: every row there is. */
  changed(stream: Stream, filter?: Domain): AsyncIterable<readonly FeedRow[]>;
  /** Takes a stream for read: in this run all that its rows belong to is read anyway. */
  pass(stream: Stream): void;
  /** Whether the run's first look has shown that nothing there is new: nothing has to be asked about it. */
  unmoved(table: Watched): boolean;
  /** From when on a stream is read: "YYYY-MM-DD HH:MM:SS", UTC; null: from the beginning. */
  since(stream: Stream): Promise<string | null>;
  /** Stores the positions of the streams that were read to their end. */
  commit(db: Db): Promise<void>;
}

export interface FeedOptions {
  readonly db: Db;
  readonly odoo: OdooSession;
  readonly integrationId: string;
  /** Read everything, whatever was seen. */
  readonly full: boolean;
  /** What the run's first look has told. */
  readonly probe?: Probe;
  /** The position to keep in place of the present: where a full run that was taken over first began. */
  readonly position?: string | null;
  readonly overlapMs?: number;
}

const SETTLE_MS = 2_000;

export function createFeed({
  db,
  odoo,
  integrationId,
  full,
  probe,
  position = null,
  overlapMs = OVERLAP_MS,
}: FeedOptions): ChangeFeed {
  const read = new Map<string, { watermark: string; seen: Record<string, string> }>();

  async function cursorOf(stream: Stream) {
    const [cursor] = await db
      .select()
      .from(cursors)
      .where(and(eq(cursors.integrationId, integrationId), eq(cursors.stream, stream)));
    return cursor;
  }

  const startFrom = (watermark: string | null | undefined) =>
    full || !watermark ? null : startOf(watermark, odooInstant(odoo.serverTime()), overlapMs);

  async function* changed(stream: Stream, filter: Domain = []): AsyncGenerator<readonly FeedRow[]> {
    const cursor = await cursorOf(stream);
    const told = probe?.changed.get(stream);
    const unmoved = probe?.unmoved.has(stream) ?? false;
    const now = probe && (told || unmoved) ? instantOf(probe.at) : odoo.serverTime();
    const watermark = position ?? odooInstant(now);
    if (unmoved) {
      read.set(stream, { watermark, seen: {} });
      return;
    }
    const windowStart = odooInstant(new Date(now.getTime() - overlapMs));
    const before = full ? {} : (cursor?.seen ?? {});
    // Written this very moment: may be written again with the same whole second, so it is not taken for known yet.
    const settled = odooInstant(new Date(now.getTime() - SETTLE_MS));
    const since = startFrom(cursor?.watermark);
    const seen: Record<string, string> = {};
    const isSeen = (row: ChangeRow) => row.writeDate >= windowStart && before[row.id] === row.writeDate;
    // Told without the filter: what was seen before has passed it, what was not may not.
    const suffices = told && (isFilter(told.filter, filter) || told.rows.every(isSeen));
    const pages = suffices ? [told.rows] : changedSince(odoo, stream, since, filter);
    for await (const page of pages) {
      const fresh: FeedRow[] = [];
      for (const row of page) {
        const young = row.writeDate >= windowStart;
        if (young && row.writeDate < settled) seen[row.id] = row.writeDate;
        const known = before[row.id] === row.writeDate;
        if (!known || !young) fresh.push({ ...row, certain: full || known });
      }
      if (fresh.length > 0) yield fresh;
    }
    read.set(stream, { watermark, seen });
  }

  return {
    changed,
    pass(stream) {
      // From before the run read anything; what lies in the window then is looked at once more by the next run.
      const watermark = position ?? probe?.at ?? odooInstant(odoo.serverTime());
      read.set(stream, { watermark, seen: {} });
    },
    unmoved: (table) => probe?.unmoved.has(table) || probe?.changed.get(table)?.rows.length === 0,
    since: async (stream) => startFrom((await cursorOf(stream))?.watermark),
    async commit(tx) {
      for (const [stream, state] of read) {
        await tx
          .insert(cursors)
          .values({ integrationId, stream, ...state })
          .onConflictDoUpdate({
            target: [cursors.integrationId, cursors.stream],
            set: { ...state, updatedAt: new Date() },
          });
      }
    },
  };
}

function isFilter(asked: DomainTerm | null, wanted: Domain): boolean {
  return JSON.stringify(asked ? [asked] : []) === JSON.stringify(wanted);
}
