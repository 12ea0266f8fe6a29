import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { eq } from 'drizzle-orm';
import { integrations } from '@/db/schema/integrations';
import { runs } from '@/db/schema/sync';
import { shopSeed } from '@/e2e/odoo/seed/plant/shop';
import { startOdoo } from '@/e2e/odoo/server';
import { createFirstAdmin } from '@/lib/auth/users';
import { SYSTEM } from '@/lib/context';
import { readEnv } from '@/lib/env';
import { createIntegration } from '@/lib/integrations/create';
import { createInput } from '@/lib/integrations/schema';
import { contextOf, openRuntime } from '@/lib/runtime';
import { createFileStore } from '@/lib/storage/file-store';
import { runSync } from '@/lib/sync/engine/run-sync';
import { requestRun } from '@/lib/sync/history/request-run';
import { startLocalPostgres } from '@/scripts/support/local-postgres';
import { prepareDatabase } from '@/scripts/support/product';

const pg = await startLocalPostgres({ password: 'test' });
const env = {
  DATABASE_URL: await prepareDatabase(pg.url, 'h'),
  APP_URL: 'http://localhost:48000',
  AUTH_SECRET: randomBytes(32).toString('hex'),
  ENCRYPTION_KEYS: `h:${randomBytes(32).toString('base64')}`,
  DATA_DIR: '/tmp/h/data',
  LOG_LEVEL: 'warn',
};
const system = openRuntime(readEnv(env), { maxConnections: 4 });
const ctx = contextOf(system, SYSTEM);
await createFirstAdmin(ctx, {
  email: 'admin@example.com',
  password: 'administrator password',
  name: 'Anne Admin',
  locale: 'fr',
});
const odoo = await startOdoo({ version: '17.0', port: 48017, seed: await shopSeed({ pictures: 'none' }) });
const input = createInput.parse({
  name: 'Odoo',
  type: 'odoo',
  config: { url: odoo.url, database: odoo.database, username: 'admin', api_key: await odoo.apiKey('admin') },
  sync_config: { frequency: 'manual' },
});
const { id } = await createIntegration(ctx, input);
const whs = await odoo.as('admin', (e) => e.model('stock.warehouse').search([]));
await system.db
  .update(integrations)
  .set({ warehouseIds: whs, defaultWarehouseId: whs[0] ?? null })
  .where(eq(integrations.id, id));
const sync = async () => {
  const started = Date.now();
  const { runId } = await requestRun(ctx, {
    integrationId: id,
    trigger: 'manual',
    mode: 'incremental',
    dryRun: false,
    confirmed: true,
  } as never);
  await runSync(ctx, { store: createFileStore('/tmp/h/data') }, { runId });
  const [run] = await system.db.select().from(runs).where(eq(runs.id, runId));
  console.log(
    run?.status,
    JSON.stringify(run?.counts),
    JSON.stringify(run?.error),
    run?.rpcCalls,
    Date.now() - started,
    'ms',
  );
};
await sync();
await sync();
await writeFile(
  '/tmp/h/env',
  Object.entries(env)
    .map(([k, v]) => `${k}=${v}`)
    .join('\n'),
);
console.log('READY', env.DATABASE_URL);
process.on('SIGTERM', async () => {
  await pg.stop();
  process.exit(0);
});
