import { and, eq, notInArray } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { integrations } from '@/db/schema/integrations';
import { odooDatabases, origins } from '@/db/schema/links';
import { readDatabaseUuid } from '@/lib/odoo/intentions/read-database-uuid';
import { isFirstRun } from '../creations/first-run';
import type { RunContext } from '../kinds/kind';

/**
 * An Odoo that is joined again after its integration was deleted is the one its products came from: they are its own
 * again, and no other's. Known by the database's uuid, which administrators alone may read; for others its products are
 * another Odoo's, and are asked about. Looked at in first and full runs: one call.
 */
export async function adoptOrigins(run: RunContext): Promise<void> {
  const { ctx, integration } = run;
  if (run.run.mode !== 'full' && !(await isFirstRun(run))) return;
  const uuid = await readDatabaseUuid(run.odoo);
  if (uuid === null) return;
  const { id: integrationId } = integration;
  await ctx.db.transaction(async (tx) => {
    await tx
      .insert(odooDatabases)
      .values({ integrationId, uuid })
      .onConflictDoUpdate({ target: odooDatabases.integrationId, set: { uuid } });
    const joined = tx.select({ id: integrations.id }).from(integrations);
    const former = await tx
      .delete(odooDatabases)
      .where(and(eq(odooDatabases.uuid, uuid), notInArray(odooDatabases.integrationId, joined)))
      .returning({ id: odooDatabases.integrationId });
    const ids = former.map(({ id }) => id);
    if (ids.length > 0)
      await tx.update(origins).set({ integrationId }).where(anyOf(origins.integrationId, ids));
  });
}
