import { eq } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { cursors } from '@/db/schema/feeds';
import { instantOf, odooInstant } from '@/lib/odoo/dialect/instant';

/** Longer than Odoo's longest transaction: a write_date is its transaction's start (FACTS.md C §2). */
export const OVERLAP_MS = 10 * 60_000;

/** How far a stream was read: Odoo's clock then, and what of the overlap window was seen. */
export interface Position {
  readonly watermark: string | null;
  readonly seen: Readonly<Record<string, string>>;
}

/** By stream. */
export async function loadPositions(db: Db, integrationId: string): Promise<ReadonlyMap<string, Position>> {
  const rows = await db.select().from(cursors).where(eq(cursors.integrationId, integrationId));
  return new Map(rows.map(({ stream, watermark, seen }) => [stream, { watermark, seen }]));
}

/**
 * From when on a stream has to be read again that was read at `position`. Odoo's clock may have been set back since:
 * then its own present counts, not the position we remember.
 */
export function startOf(position: string, now: string, overlapMs = OVERLAP_MS): string {
  const from = position < now ? position : now;
  return odooInstant(new Date(instantOf(from).getTime() - overlapMs));
}
