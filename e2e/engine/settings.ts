import { eq } from 'drizzle-orm';
import { integrations, type SyncConfig } from '@/db/schema/integrations';
import type { TestRuntime } from '@/e2e/support/runtime';

/** Changes some settings of an integration between two runs; other selected fields of a kind are left out. */
export async function setIntegrationConfig(
  { db }: TestRuntime,
  id: string,
  { fields }: { fields: Partial<SyncConfig['fields']> },
): Promise<void> {
  const [row] = await db.select().from(integrations).where(eq(integrations.id, id));
  if (!row) throw new Error('no integration');
  const syncConfig = { ...row.syncConfig, fields: { ...row.syncConfig.fields, ...fields } };
  await db.update(integrations).set({ syncConfig }).where(eq(integrations.id, id));
}
