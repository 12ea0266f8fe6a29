import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PATCH as PATCH_CONFIG } from '@/app/api/v1/integrations/[id]/config/route';
import { PATCH } from '@/app/api/v1/integrations/[id]/route';
import { POST as SYNC } from '@/app/api/v1/integrations/[id]/sync/route';
import { POST as TEST } from '@/app/api/v1/integrations/[id]/test/route';
import { POST } from '@/app/api/v1/integrations/route';
import { integrations } from '@/db/schema/integrations';
import { auditEvents } from '@/db/schema/people';
import { runs } from '@/db/schema/runs';
import { type RunningOdoo, startOdoo } from '@/e2e/odoo/server';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import type { Runtime } from '@/lib/runtime';
import { startDueRuns } from '@/lib/sync/engine/start-due-runs';

let system: TestRuntime;
let token: string;
let odoo: RunningOdoo;
let key: string;
let id: string;
const shared: typeof globalThis & { productsManager?: Runtime } = globalThis;

beforeAll(async () => {
  system = await createTestRuntime();
  shared.productsManager = system;
  token = await system.token('admin');
  odoo = await startOdoo({ version: 19 });
  key = await odoo.apiKey('admin');
  await odoo.as('admin', (env) => {
    for (let n = 1; n <= 12; n++) env.model('product.category').create({ name: `Rayon ${n}` });
  });
});
afterAll(async () => {
  shared.productsManager = undefined;
  await odoo.close();
  await system.drop();
});
beforeEach(async () => {
  await system.db.delete(integrations);
  id = (await (await add()).json()).id;
});

const connection = () => ({ url: odoo.url, database: odoo.database, username: 'admin', api_key: key });
const request = (method: string, body: unknown) =>
  new Request('http://x/', {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'accept-language': 'en',
    },
    body: JSON.stringify(body),
  });
const at = (ref: string) => ({ params: Promise.resolve({ id: ref }) });
const add = (config: object = {}, more: object = {}) =>
  POST(
    request('POST', { name: 'Odoo', type: 'odoo', config: { ...connection(), ...config }, ...more }),
    at(''),
  );
const set = (body: unknown) => PATCH_CONFIG(request('PATCH', body), at(id));
const row = async () => (await system.db.select().from(integrations).where(eq(integrations.id, id)))[0];

/** The one wrong field of a refused request. */
async function refusal(response: Response): Promise<{ path: string; message: string }> {
  const body = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(422);
  expect(body.errors).toHaveLength(1);
  return body.errors[0];
}

describe('what settings name has to be there', () => {
  test('the documented payloads are taken word for word, and the rest stays', async () => {
    const categories = { incremental: true, cache_enabled: true, workers: 4, category_filter: [1, 5, 12] };
    expect((await set({ sync_config: categories })).status).toBe(200);
    expect((await set({ default_warehouse_id: 1 })).status).toBe(200);
    expect((await set({ sync_workers: 7 })).status).toBe(200);
    expect(await row()).toMatchObject({
      defaultWarehouseId: 1,
      warehouseIds: [1],
      syncConfig: { workers: 7, category_filter: [1, 5, 12], frequency: '5min' },
    });
  });

  test.each([
    ['a warehouse', { default_warehouse_id: 99 }, 'default_warehouse_id', 'There are: 1 (WH/Stock)'],
    ['one of several warehouses', { warehouse_ids: [1, 99] }, 'warehouse_ids.1', '1 (WH/Stock)'],
    ['a root category', { root_category_id: 999 }, 'root_category_id', '(Rayon 1)'],
    [
      'a filter',
      { sync_config: { category_filter: [1, 999] } },
      'sync_config.category_filter.1',
      '(Rayon 1)',
    ],
    ['a company', { company_id: 42 }, 'config.company_id', 'There are: 1 ('],
    ['a language', { language: 'tlh_KX' }, 'config.language', 'Installed: en_US'],
  ])('%s that Odoo does not have is refused with what there is', async (_, body, path, words) => {
    const before = await row();
    const { path: told, message } = await refusal(await set(body));
    expect([told, message.replace(/^.*there are: /, 'There are: ')]).toEqual([
      path,
      expect.stringContaining(words),
    ]);
    expect(await row()).toEqual(before);
  });

  test('a new integration is asked the same', async () => {
    expect((await refusal(await add({ company_id: 42 }))).path).toBe('config.company_id');
    const filtered = await add({}, { sync_config: { category_filter: [999] } });
    expect((await refusal(filtered)).path).toBe('sync_config.category_filter.0');
  });

  test('where Odoo cannot be asked it is said, and nothing changes', async () => {
    const away = await (await add({ url: 'http://127.0.0.1:1' })).json();
    const answer = await PATCH_CONFIG(request('PATCH', { default_warehouse_id: 1 }), at(away.id));
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ code: 'odoo_failed', params: { reason: 'unreachable' } });
  });

  test.each([
    [{ wokers: 4 }, 'wokers'],
    [{ workers: 4 }, 'workers'],
    [{ sync_config: { wokers: 4 } }, 'sync_config.wokers'],
    [{ sync_config: { fields: { produit: [] } } }, 'sync_config.fields.produit'],
  ])('an unknown key is refused by name: %j', async (body, path) => {
    expect(await refusal(await set(body))).toMatchObject({
      path,
      message: expect.stringContaining('Unknown key'),
    });
  });
});

describe('the version somebody says', () => {
  test.each(['19', '20.0', '17.0+', 'saas~19.1+e', 'saas~20.1', '19.5a1'])(
    '%s is understood',
    async (version) => {
      expect((await add({ version })).status).toBe(201);
    },
  );
  test.each(['13.0', 'latest', '7'])('%s is refused', async (version) => {
    expect((await refusal(await add({ version }))).path).toBe('config.version');
  });

  test('another one than the server’s is told by the test, and refused once the server is known', async () => {
    const made = await (await add({ version: '16.0' })).json();
    const tested = await (await TEST(request('POST', {}), at(made.id))).json();
    expect(tested.ok).toBe(true);
    expect(tested.checks[0]).toMatchObject({
      id: 'reachable',
      details: [expect.stringContaining('You said version 16.0; this server is 19.0')],
    });
    const wrong = await PATCH(request('PATCH', { config: { version: '15.0' } }), at(made.id));
    expect(await refusal(wrong)).toMatchObject({
      path: 'config.version',
      message: expect.stringContaining('19.0'),
    });
    expect((await PATCH(request('PATCH', { config: { version: '17.0+' } }), at(made.id))).status).toBe(200);
  });
});

describe('the stored key', () => {
  test('never goes to a new address: the key is asked for again', async () => {
    const seen: string[] = [];
    const thief = createServer((incoming, response) => {
      incoming.on('data', (chunk) => seen.push(String(chunk)));
      incoming.on('end', () => response.end());
    });
    await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve));
    const { port } = thief.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    for (const refused of [
      await set({ url, default_warehouse_id: 1 }),
      await PATCH(request('PATCH', { config: { url } }), at(id)),
    ]) {
      expect(await refusal(refused)).toMatchObject({
        path: 'config.api_key',
        message: expect.stringContaining('enter the API key again'),
      });
    }
    await TEST(request('POST', {}), at(id));
    expect(seen).toEqual([]);
    expect((await row())?.config.url).toBe(odoo.url);
    expect((await set({ url: `${odoo.url}/` })).status).toBe(200);
    expect((await set({ url, api_key: 'another' })).status).toBe(200);
    await TEST(request('POST', {}), at(id));
    expect(seen).not.toEqual([]);
    expect(seen.join()).not.toContain(key);
    const trail = await system.db.select().from(auditEvents);
    expect(JSON.stringify(trail)).not.toContain('another');
    thief.close();
  });
});

describe('a first run', () => {
  const count = async () => (await system.db.select().from(runs)).length;

  test('nothing runs before one is asked for', async () => {
    expect(await startDueRuns(system.ctx)).toBe(0);
    expect(await count()).toBe(0);
    expect((await SYNC(request('POST', {}), at(id))).status).toBe(202);
    await system.db.delete(runs);
    expect(await startDueRuns(system.ctx)).toBe(1);
  });

  test('a preview is not one', async () => {
    expect((await SYNC(request('POST', { dry_run: true }), at(id))).status).toBe(202);
    expect(await startDueRuns(system.ctx)).toBe(0);
  });

  test('“start” asks for it at once', async () => {
    const made = await (await add({}, { start: true })).json();
    expect(made.started_at).not.toBeNull();
    expect(await system.db.select().from(runs)).toMatchObject([
      { integrationId: made.id, trigger: 'first_import', status: 'queued' },
    ]);
  });
});
