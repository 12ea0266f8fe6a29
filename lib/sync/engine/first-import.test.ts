import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { and, count, eq, isNotNull, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { categories, productImages, products } from '@/db/schema/catalogue';
import { syncErrors } from '@/db/schema/inbox';
import type { SyncConfig } from '@/db/schema/integrations';
import { links } from '@/db/schema/links';
import { runs } from '@/db/schema/runs';
import { shopSeed } from '@/e2e/odoo/seed/plant/shop';
import { type RunningOdoo, startOdoo } from '@/e2e/odoo/server';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { createIntegration } from '@/lib/integrations/create';
import { createInput } from '@/lib/integrations/schema';
import { createFileStore } from '@/lib/storage/file-store';
import { requestRun } from '../history/request-run';
import { runSync } from './run-sync';

let runtime: TestRuntime;
let odoo: RunningOdoo;
let folder: string;
let integrationId: string;

const sync: Partial<SyncConfig> = { frequency: 'manual', direction: 'import' };

beforeAll(async () => {
  [runtime, odoo, folder] = await Promise.all([
    createTestRuntime(),
    startOdoo({ version: '17.0', seed: await shopSeed({ pictures: 'templates', orders: false }) }),
    mkdtemp(path.join(tmpdir(), 'pm-import-')),
  ]);
  const created = await createIntegration(
    runtime.ctx,
    createInput.parse({
      name: 'Odoo',
      type: 'odoo',
      config: {
        url: odoo.url,
        database: odoo.database,
        username: 'admin',
        api_key: await odoo.apiKey('admin'),
      },
      sync_config: sync,
    }),
  );
  integrationId = created.id;
});

afterAll(async () => {
  await odoo.close();
  await runtime.drop();
  await rm(folder, { recursive: true, force: true });
});

async function run(options: { mode?: 'full' | 'incremental'; dryRun?: boolean } = {}) {
  const { runId } = await requestRun(runtime.ctx, { integrationId, trigger: 'manual', ...options });
  await runSync(runtime.ctx, { store: createFileStore(folder) }, { runId });
  const [done] = await runtime.db.select().from(runs).where(eq(runs.id, runId));
  if (!done) throw new Error('no run');
  return done;
}

async function rowsOf(table: typeof products, where = isNull(products.parentId)) {
  const [row] = await runtime.db.select({ n: count() }).from(table).where(where);
  return row?.n ?? 0;
}

let foreseenCalls = 0;

test('a preview writes nothing and says what would come', async () => {
  const done = await run({ dryRun: true });
  expect(done.error).toBeNull();
  expect(done.status).toBe('succeeded');
  expect(done.counts.product?.created_here).toBe(228);
  expect(await rowsOf(products)).toBe(0);
  foreseenCalls = done.estimate?.calls ?? 0;
});

test('the first import brings products, variants, categories and pictures', async () => {
  const done = await run();
  expect(done.error).toBeNull();
  expect(await runtime.db.select().from(syncErrors)).toEqual([]);
  expect(done.status).toBe('succeeded');
  expect(await rowsOf(products)).toBe(228);
  expect(await rowsOf(products, isNotNull(products.parentId))).toBeGreaterThan(500);
  const [pictures] = await runtime.db.select({ n: count() }).from(productImages);
  expect(pictures?.n).toBeGreaterThan(100);
  const [shelves] = await runtime.db.select({ n: count() }).from(categories);
  expect(shelves?.n).toBeGreaterThan(5);
  const [tied] = await runtime.db
    .select({ n: count() })
    .from(links)
    .where(and(eq(links.kind, 'product'), isNotNull(links.base)));
  expect(tied?.n).toBe(228);
  expect(done.estimate).toBeNull();
  // The preview said how many calls it would take, right within a quarter.
  expect(foreseenCalls).toBeGreaterThan(done.rpcCalls * 0.75);
  expect(foreseenCalls).toBeLessThan(done.rpcCalls * 1.25);
});

test('a second run finds nothing to do, in a constant number of calls', async () => {
  const done = await run();
  expect(done.counts.product?.updated_here ?? 0).toBe(0);
  expect(done.rpcCalls).toBeLessThan(40);
});

test('a full run changes nothing either', async () => {
  const done = await run({ mode: 'full' });
  expect(done.counts.product?.updated_here).toBe(0);
  expect(done.counts.variant?.updated_here).toBe(0);
});
