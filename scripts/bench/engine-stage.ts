import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import type { SyncConfig } from '@/db/schema/integrations';
import { runs } from '@/db/schema/runs';
import { createMemoryCache } from '@/lib/cache/memory-cache';
import type { Ctx } from '@/lib/context';
import { createIntegration } from '@/lib/integrations/create';
import { findIntegration } from '@/lib/integrations/find';
import { odooSettings } from '@/lib/integrations/odoo-settings';
import { createInput } from '@/lib/integrations/schema';
import { openSession } from '@/lib/odoo/open-session';
import type { OdooSession } from '@/lib/odoo/session';
import { createFileStore } from '@/lib/storage/file-store';
import { runSync } from '@/lib/sync/engine/run-sync';
import { requestRun } from '@/lib/sync/history/request-run';
import { type OdooConnection, startOdooProgram } from '../support/odoo';
import { openBenchRuntime } from './bench-runtime';

/** A run as measured: how long, how many calls, how much of the time Odoo was being waited for, and memory at most. */
export interface Measured {
  readonly seconds: number;
  /** Seconds during which at least one call was under way. */
  readonly waited: number;
  readonly calls: number;
  /** Peak of the resident memory of this process, which is the engine's alone. */
  readonly megabytes: number;
}

export interface EngineStage {
  readonly ctx: Ctx;
  readonly integrationId: string;
  readonly connection: OdooConnection;
  /** `remember`: as a worker that keeps what it was told between runs; what was waited for is then not measured. */
  run(request?: {
    mode?: 'incremental' | 'full';
    confirmed?: boolean;
    remember?: boolean;
  }): Promise<Measured>;
  /** The same conversation without the engine. */
  bare(work: (odoo: OdooSession) => Promise<void>): Promise<Pick<Measured, 'seconds' | 'calls'>>;
  /** As a person in Odoo does things. */
  inOdoo(work: (odoo: OdooSession) => Promise<unknown>): Promise<void>;
  close(): Promise<void>;
}

/**
 * A PostgreSQL, a stand-in Odoo in a process of its own with so many products (`pictures`: some with a picture), and the
 * engine in this one. With `given` that Odoo, whatever it has.
 */
export async function openEngineStage(
  products: number,
  sync: Partial<SyncConfig> = {},
  { given, pictures = false }: { given?: OdooConnection | undefined; pictures?: boolean } = {},
): Promise<EngineStage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pm-bench-'));
  const [{ ctx, close }, odoo] = await Promise.all([
    openBenchRuntime({ DATA_DIR: folder }),
    given ? { connection: given, process: null } : startStandIn(products, pictures),
  ]);
  const { url, database, login, api_key } = odoo.connection;
  const config = { url, database, username: login, api_key, timeout_seconds: 600 };
  const sync_config = { frequency: 'manual' as const, ...sync };
  const { id: integrationId } = await createIntegration(
    ctx,
    createInput.parse({ name: 'Odoo', type: 'odoo', config, sync_config }),
  );
  const cache = createMemoryCache();
  const store = createFileStore(path.join(folder, 'objects'));
  const open = async () => openSession(odooSettings(ctx, await findIntegration(ctx, integrationId)));
  return {
    ctx,
    integrationId,
    connection: odoo.connection,
    run: async ({ remember = false, ...request } = {}) => {
      const { runId } = await requestRun(ctx, { integrationId, trigger: 'manual', ...request });
      const wait = new Stopwatch();
      const memory = watchMemory();
      const start = performance.now();
      const deps = remember ? { store, cache } : { store, open: async () => wait.around(await open()) };
      await runSync(ctx, deps, { runId });
      const seconds = (performance.now() - start) / 1000;
      const [done] = await ctx.db.select().from(runs).where(eq(runs.id, runId));
      if (done?.status !== 'succeeded')
        throw new Error(`The run ended ${JSON.stringify(done?.error ?? done)}`);
      return { seconds, waited: wait.seconds, calls: done.rpcCalls, megabytes: memory() };
    },
    bare: async (work) => {
      const start = performance.now();
      const session = await open();
      await work(session);
      await session.close();
      return { seconds: (performance.now() - start) / 1000, calls: session.calls.count };
    },
    inOdoo: async (work) => {
      const session = await open();
      await work(session);
      await session.close();
    },
    close: async () => {
      await close();
      await odoo.process?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function startStandIn(products: number, pictures: boolean) {
  const seed = products === 0 ? 'empty' : String(products);
  const which = pictures ? ('templates' as const) : ('none' as const);
  return startOdooProgram(
    { port: 0, version: '17.0', seed, ageMinutes: 60, pictures: which },
    () => undefined,
  );
}

/** Time during which at least one call was under way, however many ran side by side. */
class Stopwatch {
  #under = 0;
  #since = 0;
  seconds = 0;

  around(session: OdooSession): OdooSession {
    return {
      ...session,
      call: async (...args) => {
        if (this.#under++ === 0) this.#since = performance.now();
        try {
          return await session.call(...args);
        } finally {
          if (--this.#under === 0) this.seconds += (performance.now() - this.#since) / 1000;
        }
      },
    };
  }
}

function watchMemory(): () => number {
  let most = 0;
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss() / 2 ** 20);
  };
  const timer = setInterval(look, 20);
  return () => {
    clearInterval(timer);
    look();
    return most;
  };
}
