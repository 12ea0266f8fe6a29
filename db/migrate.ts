import { fileURLToPath } from 'node:url';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import type { Database } from './client';

/** Brings the database to the schema of this version. Safe to call from several processes at once: PostgreSQL's advisory lock 7203 queues them. */
export async function migrate(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute('select pg_advisory_xact_lock(7203)');
    await applyMigrations(db, { migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)) });
  });
}
