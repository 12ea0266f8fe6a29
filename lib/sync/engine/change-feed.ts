import { and, eq } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { cursors } from '@/db/schema/sync';
import { odooInstant } from '@/lib/odoo/dialect/instant';
import { changedSince, type Stream } from '@/lib/odoo/intentions/changes';
import type { ChangeRow } from '@/lib/odoo/records';
import type { Domain } from '@/lib/odoo/rows';
import type { OdooSession } from '@/lib/odoo/session';

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
  /** The position to keep in place of the present: where a full run that was taken over first began. */
  readonly position?: string | null;
  /** Longer than Odoo's longest transaction: a write_date is its transaction's start (FACTS.md C §2). */
  readonly overlapMs?: number;
}

const OVERLAP_MS = 10 * 60_000;
const SETTLE_MS = 2_000;

export function createFeed({
  db,
  odoo,
  integrationId,
  full,
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
    const now = odoo.serverTime();
    const watermark = position ?? odooInstant(now);
    const windowStart = odooInstant(new Date(now.getTime() - overlapMs));
    const before = full ? {} : (cursor?.seen ?? {});
    // Written this very moment: may be written again with the same whole second, so it is not taken for known yet.
    const settled = odooInstant(new Date(now.getTime() - SETTLE_MS));
    const since = startFrom(cursor?.watermark);
    const seen: Record<string, string> = {};
    for await (const page of changedSince(odoo, stream, since, filter)) {
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

/** Odoo's clock may have been set back since: then its own present counts, not the position we remember. */
function startOf(position: string, now: string, overlapMs: number): string {
  const from = position < now ? position : now;
  return odooInstant(new Date(Date.parse(`${from.replace(' ', 'T')}Z`) - overlapMs));
}
