import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { integrations, webhookEvents } from '@/db/schema/integrations';
import { runChanges, runs } from '@/db/schema/runs';
import { openStage, type Stage } from '@/e2e/engine/stage';
import { userError } from '@/e2e/odoo/orm/faults';
import { testIntegration } from '@/lib/integrations/test-connection';
import { odooInstant } from '@/lib/odoo/dialect/instant';
import { currentStates } from './states';

const DAY_MS = 24 * 3600 * 1000;
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

/** The states of one integration, so many days from now. */
async function statesIn(integrationId: string, days = 0) {
  const { states } = await currentStates({ ...stage.runtime.ctx, now: () => inDays(days) });
  return states.filter((state) => state.integrationId === integrationId);
}

async function change(integrationId: string, values: Partial<typeof integrations.$inferInsert>) {
  await stage.runtime.db.update(integrations).set(values).where(eq(integrations.id, integrationId));
}

test('a key is warned of two weeks before its end, which the first run learns, and full runs anew', async () => {
  const odoo = await stage.odoo({ version: '20.0' });
  const apiKey = await odoo.apiKey('admin', { expires: odooInstant(inDays(20)) });
  const id = await stage.join(odoo, {}, { apiKey });
  expect((await stage.run(id)).status).toBe('succeeded');
  expect(await statesIn(id, 5)).toEqual([]);
  expect(await statesIn(id, 7)).toMatchObject([{ kind: 'key_expiring', params: { overdue: false } }]);
  expect(await statesIn(id, 21)).toMatchObject([{ kind: 'key_expiring', params: { overdue: true } }]);

  const asked = () => odoo.log.filter(({ model }) => model === 'res.users.apikeys').length;
  const before = asked();
  expect((await stage.run(id)).status).toBe('succeeded');
  expect(asked()).toBe(before);
  await odoo.as('admin', (env) => {
    const keys = env.model('res.users.apikeys').sudo();
    keys.write(keys.search([]), { expiration_date: odooInstant(inDays(3)) });
  });
  expect((await stage.run(id, { mode: 'full' })).status).toBe('succeeded');
  const soon = [{ kind: 'key_expiring', params: { overdue: false } }];
  expect(await statesIn(id)).toMatchObject(soon);

  // A test of the connection that cannot ask for it keeps what is known.
  odoo.hooks.beforeCall = ({ model }) => {
    if (model === 'res.users.apikeys') throw userError('Not now.');
  };
  const { checks } = await testIntegration(stage.runtime.ctx, id, { locale: 'en' });
  expect(checks.filter(({ status }) => status === 'failed')).toEqual([]);
  expect(await statesIn(id)).toMatchObject(soon);
});

test('where Odoo 20 does not tell when a key ends, it is taken for a month’s', async () => {
  const odoo = await stage.odoo({ version: '20.0' }, 'itself');
  const id = await stage.join(odoo);
  await stage.run(id);
  await change(id, { apiKeySetAt: inDays(0) });
  expect(await statesIn(id, 15)).toEqual([]);
  expect(await statesIn(id, 17)).toMatchObject([{ kind: 'key_expiring', params: { overdue: false } }]);
});

test('webhooks are called silent when three runs by the clock found what none announced within a day', async () => {
  const odoo = await stage.odoo({ version: '19.0' });
  const id = await stage.join(odoo, { frequency: 'realtime' });
  await change(id, { startedAt: inDays(-2) });
  const byTheClock = async () => {
    const run = { integrationId: id, trigger: 'schedule', mode: 'incremental', status: 'succeeded' } as const;
    const [made] = await stage.runtime.db.insert(runs).values(run).returning();
    const seen = { kind: 'product', label: 'Bol', side: 'here', action: 'update' } as const;
    await stage.runtime.db.insert(runChanges).values({ ...seen, runId: made?.id ?? '' });
  };
  await byTheClock();
  await byTheClock();
  expect(await statesIn(id)).toEqual([]);
  await byTheClock();
  expect((await statesIn(id)).map(({ kind }) => kind)).toEqual(['webhook_silent']);
  const syncConfig = await settings(id);
  await change(id, { syncConfig: { ...syncConfig, frequency: '5min' } });
  expect(await statesIn(id)).toEqual([]);
  await change(id, { syncConfig });
  const arrived = { topic: 'products', odooModel: 'product.template', odooId: 1, digest: 'a' } as const;
  await stage.runtime.db.insert(webhookEvents).values({ ...arrived, integrationId: id });
  expect(await statesIn(id)).toEqual([]);
});

async function settings(id: string) {
  const [row] = await stage.runtime.db.select().from(integrations).where(eq(integrations.id, id));
  if (!row) throw new Error('no integration');
  return row.syncConfig;
}
