import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { links } from '@/db/schema/links';
import { runs } from '@/db/schema/runs';
import { runSync } from '@/lib/sync/engine/run-sync';
import { requestRun } from '@/lib/sync/history/request-run';
import { openStage, type Stage } from './stage';

const PRODUCTS = 1_200;
let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test('a worker asked to stop drops its call to Odoo and gives its run back; the next goes on without waiting for silence', async () => {
  const stopping = new AbortController();
  let calls = 0;
  const odoo = await stage.odoo({
    version: '17.0',
    hooks: {
      beforeCall: async (call) => {
        if (call.model !== 'product.template' || call.method !== 'search_read') return;
        // Their units, their ids, then their whole records, which would take Odoo ten seconds.
        if (++calls === 3) {
          stopping.abort();
          await new Promise((resolve) => setTimeout(resolve, 10_000).unref());
        }
      },
    },
  });
  await odoo.as('admin', (env) =>
    env
      .model('product.template')
      .create(Array.from({ length: PRODUCTS }, (_, n) => ({ name: `Objet ${n}` }))),
  );
  const { ctx } = stage.runtime;
  const integrationId = await stage.join(odoo, { direction: 'import' });
  const { runId } = await requestRun(ctx, { integrationId, trigger: 'first_import' });
  await runSync(ctx, { store: stage.store, signal: stopping.signal }, { runId });
  const run = await stateOf(runId);
  expect(stopping.signal.aborted).toBe(true);
  expect(run).toMatchObject({ status: 'running', workerId: null, error: null });
  const queued = await stage.runtime.db.execute(
    sql`select 1 from pgboss.job where name = 'sync.run' and state = 'created' and data->>'run_id' = ${runId}`,
  );
  expect([...queued].length).toBe(1);

  await runSync(ctx, { store: stage.store }, { runId });
  expect(await stateOf(runId)).toMatchObject({ status: 'succeeded', error: null });
  const tied = await stage.runtime.db.select().from(links).where(eq(links.kind, 'product'));
  expect(tied).toHaveLength(PRODUCTS);
}, 120_000);

async function stateOf(runId: string) {
  const [run] = await stage.runtime.db.select().from(runs).where(eq(runs.id, runId));
  return run;
}
