import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { desc, eq } from 'drizzle-orm';
import type { SyncConfig } from '@/db/schema/integrations';
import { runs } from '@/db/schema/sync';
import { Trouble } from '@/e2e/odoo/misbehave/trouble';
import { type Chance, chance } from '@/e2e/odoo/seed/random';
import { type OdooOptions, type RunningOdoo, startOdoo } from '@/e2e/odoo/server';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { createIntegration } from '@/lib/integrations/create';
import { createInput } from '@/lib/integrations/schema';
import { createFileStore } from '@/lib/storage/file-store';
import type { ObjectStore } from '@/lib/storage/store';
import { Ledger } from './goods';
import { Journal } from './journal';

/** One merchant with one Odoo: real database, real HTTP, and dice that decide everything. */
export interface World {
  readonly seed: string;
  readonly dice: Chance;
  readonly runtime: TestRuntime;
  readonly odoo: RunningOdoo;
  readonly trouble: Trouble;
  readonly store: ObjectStore;
  readonly integrationId: string;
  readonly journal: Journal;
  /** What goods there must be. */
  readonly ledger: Ledger;
  /** Products a person brought back here: they may live on although Odoo has unlinked its record. */
  readonly restoredHere: Set<string>;
  /** What was done, in order, for whoever reads a failure. */
  readonly story: string[];
  /** The program's clock moves on by milliseconds. */
  later(ms: number): void;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly seed: string;
  /** 14 … 20, 19.4 for the online release */
  readonly version: number;
  readonly sync?: Partial<SyncConfig>;
  readonly modules?: OdooOptions['modules'];
}

export async function openWorld({ seed, version, sync, modules = [] }: WorldOptions): Promise<World> {
  const trouble = new Trouble(seed);
  const [runtime, odoo, folder] = await Promise.all([
    createTestRuntime(),
    startOdoo({
      version: Number.isInteger(version) ? `${version}.0` : `saas~${version}`,
      now: trouble.now,
      hooks: trouble.hooks,
      modules,
    }),
    mkdtemp(path.join(tmpdir(), 'pm-world-')),
  ]);
  const input = createInput.parse({
    name: 'Odoo',
    type: 'odoo',
    config: {
      url: odoo.url,
      database: odoo.database,
      username: 'admin',
      api_key: await odoo.apiKey('admin'),
      timeout_seconds: 5,
      image_timeout_seconds: 5,
    },
    sync_config: { frequency: 'manual', ...sync },
  });
  let ahead = 0;
  const ctx = { ...runtime.ctx, now: () => new Date(Date.now() + ahead) };
  const { id } = await createIntegration(ctx, input);
  return {
    seed,
    dice: chance(seed),
    runtime: { ...runtime, ctx },
    odoo,
    trouble,
    store: createFileStore(folder),
    integrationId: id,
    journal: new Journal(),
    ledger: new Ledger(),
    later: (ms) => {
      ahead += ms;
    },
    restoredHere: new Set(),
    story: [],
    close: async () => {
      await odoo.close();
      await runtime.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function latestRun({ runtime, integrationId }: World) {
  const [run] = await runtime.db
    .select()
    .from(runs)
    .where(eq(runs.integrationId, integrationId))
    .orderBy(desc(runs.createdAt))
    .limit(1);
  return run;
}
