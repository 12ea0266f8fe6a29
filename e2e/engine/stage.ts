import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import type { SyncConfig } from '@/db/schema/integrations';
import { runs } from '@/db/schema/runs';
import { type OdooOptions, type RunningOdoo, startOdoo } from '@/e2e/odoo/server';
import { playedOn, playedOver } from '@/e2e/support/played-on';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import type { Cache } from '@/lib/cache/cache';
import { createIntegration } from '@/lib/integrations/create';
import { createInput } from '@/lib/integrations/schema';
import { createFileStore } from '@/lib/storage/file-store';
import type { ObjectStore } from '@/lib/storage/store';
import { runSync } from '@/lib/sync/engine/run-sync';
import { type RunRequest, requestRun } from '@/lib/sync/history/request-run';

export type Run = typeof runs.$inferSelect;

/** Whose key is used; the administrator's unless said. */
export interface OdooLogin {
  readonly username?: string;
  readonly apiKey?: string;
  readonly transport?: 'auto' | 'xmlrpc' | 'json2';
}

/** A merchant's program: a real database and a store of files, and as many Odoos as it joins. */
export interface Stage {
  readonly runtime: TestRuntime;
  readonly folder: string;
  readonly store: ObjectStore;
  /** Starts a stand-in Odoo that ends with the stage; `itself`: the story is about this very version. */
  odoo(options: OdooOptions, itself?: 'itself'): Promise<RunningOdoo>;
  /** Joins an Odoo; runs are asked for by the test unless `sync` says otherwise. */
  join(odoo: RunningOdoo, sync?: Partial<SyncConfig>, user?: OdooLogin): Promise<string>;
  /** Carries out one run to its end, in this process. */
  run(integrationId: string, request?: Partial<RunRequest>): Promise<Run>;
  close(): Promise<void>;
}

/** `cache`: what a worker remembers between runs; runs read everything without it. */
export async function openStage(env: Record<string, string> = {}, cache?: Cache): Promise<Stage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pm-stage-'));
  const runtime = await createTestRuntime({ DATA_DIR: folder, ...env });
  const store = createFileStore(path.join(folder, 'objects'));
  const servers: RunningOdoo[] = [];
  const themselves = new Set<RunningOdoo>();
  return {
    runtime,
    folder,
    store,
    odoo: async (options, itself) => {
      const server = await startOdoo(itself ? options : playedOn(options));
      servers.push(server);
      if (itself) themselves.add(server);
      return server;
    },
    join: (odoo, sync, user) => join(runtime, odoo, themselves.has(odoo) ? 'auto' : playedOver(), sync, user),
    run: async (integrationId, request) => {
      const { runId } = await requestRun(runtime.ctx, { integrationId, trigger: 'manual', ...request });
      await runSync(runtime.ctx, { store, ...(cache ? { cache } : {}) }, { runId });
      const [done] = await runtime.db.select().from(runs).where(eq(runs.id, runId));
      if (!done) throw new Error('The run is gone');
      return done;
    },
    close: async () => {
      for (const server of servers) await server.close();
      await runtime.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function join(
  runtime: TestRuntime,
  odoo: RunningOdoo,
  transport: 'auto' | 'xmlrpc',
  sync: Partial<SyncConfig> = {},
  user?: OdooLogin,
) {
  const config = {
    url: odoo.url,
    database: odoo.database,
    username: user?.username ?? 'admin',
    api_key: user?.apiKey ?? (await odoo.apiKey('admin')),
    timeout_seconds: 60,
    transport: user?.transport ?? transport,
  };
  const { id } = await createIntegration(
    runtime.ctx,
    createInput.parse({
      name: `Odoo ${odoo.port}`,
      type: 'odoo',
      config,
      sync_config: { frequency: 'manual', ...sync },
    }),
  );
  return id;
}
