import { and, eq } from 'drizzle-orm';
import { outbox } from '@/db/schema/sync';
import type { RunContext } from '../../kind';
import type { Gathered } from './gather';

/** Drops the outbox rows of products that are none of this integration's business; they come back when they change. */
export async function forget(run: RunContext, outside: Gathered['outside']): Promise<void> {
  for (const { headId, mark } of outside) {
    await run.ctx.db
      .delete(outbox)
      .where(
        and(
          eq(outbox.integrationId, run.integration.id),
          eq(outbox.kind, 'product'),
          eq(outbox.localId, headId),
          eq(outbox.version, mark),
        ),
      );
  }
}
