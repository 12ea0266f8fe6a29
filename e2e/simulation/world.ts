import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { desc, eq } from 'drizzle-orm';
import type { SyncConfig } from '@/db/schema/integrations';
import type { LineKind } from '@/db/schema/orders';
import { runs } from '@/db/schema/runs';
import { Trouble } from '@/e2e/odoo/misbehave/trouble';
import { type Chance, chance } from '@/e2e/odoo/seed/random';
import { type OdooOptions, type RunningOdoo, startOdoo } from '@/e2e/odoo/server';
import { odooVersion } from '@/e2e/odoo/version';
import { playedOn, playedOver } from '@/e2e/support/played-on';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { createIntegration } from '@/lib/integrations/create';
import { createInput, PRODUCT_FIELDS } from '@/lib/integrations/schema';
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
  /** Of the first Odoo, in the world of a second one on its catalogue. */
  readonly journalBeside?: Journal;
  /** What goods there must be. */
  readonly ledger: Ledger;
  /** What the lines of an order of Odoo's are, as whoever wrote them meant them. */
  readonly sales: Map<number, readonly LineKind[]>;
  /** Products a person brought back here: they may live on although Odoo has unlinked its record. */
  readonly restoredHere: Set<string>;
  /** Whether the warehouse is archived in Odoo: nobody moves goods there meanwhile. */
  houseClosed: boolean;
  /** Puts Odoo back to its last backup, once there is one. */
  backup?: () => void;
  /** The same for the program's own database, once. */
  backupHere?: () => Promise<void>;
  /** Whether Odoo ever was put back. */
  wentBack: boolean;
  /** Halts that nothing justified. */
  readonly falseAlarms: string[];
  /** What was done, in order, for whoever reads a failure. */
  readonly story: string[];
  /** The program's clock moves on by milliseconds. */
  later(ms: number): void;
  /** Odoo's clock moves on, for good. */
  odooLater(ms: number): void;
  close(): Promise<void>;
}

export type Protocol = 'auto' | 'xmlrpc' | 'json2';

export interface WorldOptions {
  readonly seed: string;
  /** 14 … 20, 19.4 for the online release */
  readonly version: number;
  readonly sync?: Partial<SyncConfig>;
  readonly modules?: OdooOptions['modules'];
  /** `json2`: XML-RPC is gone there, so that reads may lag. */
  readonly transport?: Protocol;
  /** The environment of the program, where processes of its own share the world; DATA_DIR: their pictures. */
  readonly env?: Readonly<Record<string, string>>;
}

export async function openWorld({
  seed,
  version,
  sync,
  modules = ['delivery', 'sale_loyalty'],
  transport = playedOver(),
  env = {},
}: WorldOptions): Promise<World> {
  const trouble = new Trouble(seed);
  let odooAhead = 0;
  const [runtime, odoo, folder] = await Promise.all([
    createTestRuntime(env),
    startOdoo(
      playedOn({
        version: odooVersion(version),
        withoutXmlRpc: transport === 'json2',
        now: () => trouble.now() + odooAhead,
        hooks: trouble.hooks,
        modules,
      }),
    ),
    mkdtemp(path.join(tmpdir(), 'pm-world-')),
  ]);
  let ahead = 0;
  const ctx = { ...runtime.ctx, now: () => new Date(Date.now() + ahead) };
  const id = await join({ ...runtime, ctx }, odoo, sync, transport);
  return {
    seed,
    dice: chance(seed),
    runtime: { ...runtime, ctx },
    odoo,
    trouble,
    store: createFileStore(env.DATA_DIR ? path.join(env.DATA_DIR, 'objects') : folder),
    integrationId: id,
    journal: new Journal(),
    ledger: new Ledger(),
    sales: new Map(),
    later: (ms) => {
      ahead += ms;
    },
    odooLater: (ms) => {
      odooAhead += ms;
    },
    restoredHere: new Set(),
    houseClosed: false,
    wentBack: false,
    falseAlarms: [],
    story: [],
    close: async () => {
      await odoo.close();
      await runtime.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function join(
  { ctx }: Pick<TestRuntime, 'ctx'>,
  odoo: RunningOdoo,
  sync: Partial<SyncConfig> = {},
  transport: Protocol = playedOver(),
) {
  const input = createInput.parse({
    name: `Odoo ${odoo.port}`,
    type: 'odoo',
    config: {
      url: odoo.url,
      database: odoo.database,
      username: 'admin',
      api_key: await odoo.apiKey('admin'),
      transport,
      timeout_seconds: 5,
      image_timeout_seconds: 5,
    },
    sync_config: { frequency: 'manual', ...sync },
  });
  return (await createIntegration(ctx, input)).id;
}

/**
 * A second Odoo joined to the same catalogue, whose products go to each other's through it. Goods and orders stay
 * apart, each Odoo has its own.
 */
export async function openNeighbour(
  world: World,
  version: number,
  sync: Partial<SyncConfig> = {},
): Promise<World> {
  const odoo = await startOdoo({ version: odooVersion(version), now: world.trouble.now });
  const apart = { product: [...PRODUCT_FIELDS], stock: [], order: [] };
  return {
    ...world,
    odoo,
    integrationId: await join(world.runtime, odoo, { ...sync, export_scope: 'all', fields: apart }),
    journal: new Journal(),
    journalBeside: world.journal,
    ledger: new Ledger(),
    sales: new Map(),
    close: () => odoo.close(),
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
