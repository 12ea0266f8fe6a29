import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import { products } from '@/db/schema/catalogue';
import { integrations, type SyncConfig } from '@/db/schema/integrations';
import { links } from '@/db/schema/links';
import { runs } from '@/db/schema/runs';
import { Trouble } from '@/e2e/odoo/misbehave/trouble';
import type { ModuleName } from '@/e2e/odoo/models/all';
import { type RunningOdoo, startOdoo } from '@/e2e/odoo/server';
import { storable } from '@/e2e/odoo/storable';
import { odooVersion } from '@/e2e/odoo/version';
import { createIntegration } from '@/lib/integrations/create';
import { odooSettings } from '@/lib/integrations/odoo-settings';
import { createInput } from '@/lib/integrations/schema';
import { openSession } from '@/lib/odoo/open-session';
import { createFileStore } from '@/lib/storage/file-store';
import { createRunContext } from '@/lib/sync/engine/run-context';
import { PHASES, type Run, type SyncKind } from '@/lib/sync/kinds/kind';
import { playedOn, playedOver } from './played-on';
import { createTestRuntime, type TestRuntime } from './runtime';

/** Real database, real HTTP, a stand-in Odoo, and single kinds run on them without the rest of a run. */
export interface KindStage {
  readonly runtime: TestRuntime;
  readonly odoo: RunningOdoo;
  readonly trouble: Trouble;
  readonly integrationId: string;
  /** The program's clock, moved on by milliseconds. */
  later(ms: number): void;
  configure(changes: Partial<typeof integrations.$inferInsert>): Promise<void>;
  /** Carries out the kinds' phases as one run; the run as it is then, with its figures. */
  run(
    kinds: readonly SyncKind[],
    options?: { dryRun?: boolean; mode?: 'full' | 'incremental' },
  ): Promise<Run>;
  /** A stored product on both sides, linked as the product kind would have done. */
  product(name: string): Promise<{ localId: string; odooId: number }>;
  close(): Promise<void>;
}

export async function openKindStage(
  version: number,
  sync: Partial<SyncConfig> = {},
  modules: readonly ModuleName[] = [],
): Promise<KindStage> {
  const trouble = new Trouble('kind');
  const [runtime, odoo, folder] = await Promise.all([
    createTestRuntime(),
    startOdoo(playedOn({ version: odooVersion(version), now: trouble.now, hooks: trouble.hooks, modules })),
    mkdtemp(path.join(tmpdir(), 'pm-kind-')),
  ]);
  const config = {
    url: odoo.url,
    database: odoo.database,
    username: 'admin',
    api_key: await odoo.apiKey('admin'),
    transport: playedOver(),
    timeout_seconds: 5,
    image_timeout_seconds: 5,
  };
  const { id: integrationId } = await createIntegration(
    runtime.ctx,
    createInput.parse({ name: 'Odoo', type: 'odoo', config, sync_config: { frequency: 'manual', ...sync } }),
  );
  let ahead = 0;
  const ctx = { ...runtime.ctx, now: () => new Date(Date.now() + ahead) };
  const store = createFileStore(folder);

  const stage: KindStage = {
    runtime,
    odoo,
    trouble,
    integrationId,
    later: (ms) => {
      ahead += ms;
    },
    configure: async (changes) => {
      await runtime.db.update(integrations).set(changes).where(eq(integrations.id, integrationId));
    },
    run: async (kinds, { dryRun = false, mode = 'incremental' } = {}) => {
      const [integration] = await runtime.db
        .select()
        .from(integrations)
        .where(eq(integrations.id, integrationId));
      const [run] = await runtime.db
        .insert(runs)
        .values({ integrationId, trigger: 'manual', mode, dryRun, status: 'running', workerId: v7() })
        .returning();
      if (!integration || !run) throw new Error('no run');
      const session = await openSession(odooSettings(ctx, integration), {
        retry: { retries: 2, minTimeoutMs: 5, maxTimeoutMs: 20 },
      });
      try {
        const context = await createRunContext({ ctx, integration, run, odoo: session, store });
        for (const phase of PHASES) {
          for (const kind of kinds) if (kind.selected(integration)) await kind.phases[phase]?.(context);
        }
        if (!dryRun) await context.feed.commit(ctx.db);
        return { ...run, counts: context.counts, rpcCalls: session.calls.count };
      } finally {
        await session.close();
        await runtime.db.update(runs).set({ status: 'succeeded' }).where(eq(runs.id, run.id));
      }
    },
    product: async (name) => {
      const odooId = await odoo.as('admin', (env) => {
        env.model('product.template').create({ name, ...storable(env) });
        return env.model('product.product').search([['name', '=', name]])[0] ?? 0;
      });
      const [local] = await runtime.db.insert(products).values({ title: name }).returning();
      if (!local) throw new Error('no product');
      await runtime.db.insert(links).values({
        integrationId,
        kind: 'variant',
        localId: local.id,
        odooModel: 'product.product',
        odooId,
        origin: 'odoo',
        base: {},
      });
      return { localId: local.id, odooId };
    },
    close: async () => {
      await odoo.close();
      await runtime.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return stage;
}
