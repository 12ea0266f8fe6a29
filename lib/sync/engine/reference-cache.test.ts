import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runs } from '@/db/schema/runs';
import { type RunningOdoo, startOdoo } from '@/e2e/odoo/server';
import { playedOn, playedOver } from '@/e2e/support/played-on';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import type { Cache } from '@/lib/cache/cache';
import { createMemoryCache } from '@/lib/cache/memory-cache';
import { createIntegration } from '@/lib/integrations/create';
import { createInput, updateInput } from '@/lib/integrations/schema';
import { updateIntegration } from '@/lib/integrations/update';
import { createFileStore } from '@/lib/storage/file-store';
import { requestRun } from '../history/request-run';
import { runSync } from './run-sync';

let runtime: TestRuntime;
let odoo: RunningOdoo;
let folder: string;
let integrationId: string;

/**
 * How the company's currency is called and rounded, what locations are called, and what signing in tells: version, user,
 * companies, languages, preferences, branches; taxes while nothing moves. One less from 19 on: JSON-2 tells the user while
 * it is chosen.
 */
let spared = 9;

beforeAll(async () => {
  [runtime, odoo, folder] = await Promise.all([
    createTestRuntime(),
    startOdoo(playedOn({ version: '18.0' })),
    mkdtemp(path.join(tmpdir(), 'pm-cache-')),
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
        transport: playedOver(),
      },
      sync_config: { frequency: 'manual', direction: 'import', cache_enabled: true },
    }),
  );
  integrationId = created.id;
  await callsOf(undefined);
  if (odoo.db.caps.version >= 19 && playedOver() === 'auto') spared -= 1;
  // What the first run saw is looked at once more.
  await callsOf(undefined);
});

afterAll(async () => {
  await odoo.close();
  await runtime.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Carries out a run; answers how many calls to Odoo it took. */
async function callsOf(cache: Cache | undefined, mode: 'full' | 'incremental' = 'incremental') {
  const { runId } = await requestRun(runtime.ctx, { integrationId, trigger: 'manual', mode });
  await runSync(runtime.ctx, { store: createFileStore(folder), ...(cache ? { cache } : {}) }, { runId });
  const [done] = await runtime.db.select().from(runs).where(eq(runs.id, runId));
  expect(done?.status).toBe('succeeded');
  return done?.rpcCalls ?? 0;
}

test('a second run asks Odoo less, and another connection asks anew', async () => {
  const without = await callsOf(undefined);
  const cache = createMemoryCache();
  expect(await callsOf(cache)).toBe(without);
  expect(await callsOf(cache)).toBe(without - spared);

  await updateIntegration(runtime.ctx, integrationId, updateInput.parse({ config: { timeout_seconds: 61 } }));
  expect(await callsOf(cache)).toBe(without);
  expect(await callsOf(cache)).toBe(without - spared);
});

test('a full run reads everything, and what it read serves the next one', async () => {
  const without = await callsOf(undefined);
  const withoutFull = await callsOf(undefined, 'full');
  const cache = createMemoryCache();
  await callsOf(cache);
  expect(await callsOf(cache, 'full')).toBe(withoutFull);

  const fresh = createMemoryCache();
  await callsOf(fresh, 'full');
  expect(await callsOf(fresh)).toBe(without - spared);
});

test('what is damaged is read again', async () => {
  const without = await callsOf(undefined);
  const inner = createMemoryCache();
  const answers = ['not json', '{"id":1}'];
  const cache: Cache = { ...inner, get: async () => answers.shift() ?? null };
  expect(await callsOf(cache)).toBe(without);
  expect(await callsOf(cache)).toBe(without);
  expect(answers).toEqual([]);
});

test('switched off, nothing is remembered', async () => {
  const settings = updateInput.parse({ sync_config: { cache_enabled: false } });
  await updateIntegration(runtime.ctx, integrationId, settings);
  const cache = createMemoryCache();
  const first = await callsOf(cache);
  expect(await callsOf(cache)).toBe(first);
});
