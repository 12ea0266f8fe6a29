import { and, eq } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { outbox } from '@/db/schema/sync';
import type { RunContext } from './kind';

/**
 * Drops the outbox row that a batch has answered. A row with another version is a later edit, and stays work.
 *
 * @param version of the row as it was read
 */
export async function dropMark(
  tx: Db,
  { integration }: RunContext,
  kind: 'product' | 'category' | 'stock',
  localId: string,
  version: number,
): Promise<void> {
  await tx
    .delete(outbox)
    .where(
      and(
        eq(outbox.integrationId, integration.id),
        eq(outbox.kind, kind),
        eq(outbox.localId, localId),
        eq(outbox.version, version),
      ),
    );
}
