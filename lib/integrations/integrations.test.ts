import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DELETE, GET as GET_ONE, PATCH } from '@/app/api/v1/integrations/[id]/route';
import { GET, POST } from '@/app/api/v1/integrations/route';
import { integrations } from '@/db/schema/integrations';
import { links } from '@/db/schema/links';
import { auditEvents } from '@/db/schema/people';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { createCategory } from '@/lib/catalogue/categories/create-category';
import type { Runtime } from '@/lib/runtime';
import { listCategoryMappings, replaceCategoryMappings } from './category-mapping/mappings';
import { createIntegration } from './create';
import { findIntegration } from './find';
import { odooSettings } from './odoo-settings';
import { configInput, createInput, updateInput } from './schema';
import { updateIntegration } from './update';
import { renewWebhookSecret, showWebhookSecret } from './webhook-secret';

/** The merchant's documentation, word for word. */
const DOCUMENTED = {
  name: 'Odoo Production',
  type: 'odoo',
  config: {
    url: 'https://votreentreprise.odoo.com',
    database: 'votredb',
    username: 'votre.email@entreprise.com',
    api_key: 'votre_cle_api_generee',
    version: '16.0',
  },
} as const;

let system: TestRuntime;
let admin: string;
let viewer: string;
const shared: typeof globalThis & { productsManager?: Runtime } = globalThis;

beforeAll(async () => {
  system = await createTestRuntime();
  // Route handlers take the process's runtime.
  shared.productsManager = system;
  admin = await system.token('admin');
  viewer = await system.token('viewer');
});
afterAll(async () => {
  shared.productsManager = undefined;
  await system.drop();
});
beforeEach(() => system.db.delete(integrations));

const ask = (method: string, token: string, body?: unknown) =>
  new Request('http://x/api/v1/integrations', {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
const at = (id: string) => ({ params: Promise.resolve({ id }) });
const add = (change: object = {}) =>
  createIntegration(system.ctx, createInput.parse({ ...DOCUMENTED, ...change }));

describe('connecting', () => {
  test('the documented payload makes an integration that never shows its key', async () => {
    const made = await POST(ask('POST', admin, DOCUMENTED), at(''));
    expect(made.status).toBe(201);
    const body = await made.text();
    expect(body).not.toContain('votre_cle_api_generee');
    expect(JSON.parse(body)).toMatchObject({
      name: 'Odoo Production',
      config: { url: 'https://votreentreprise.odoo.com', database: 'votredb', timeout_seconds: 120 },
      sync_config: { direction: 'bidirectional', workers: 4, incremental: true },
      api_key: { age_days: 0, state: 'ok' },
    });
    const listed = await (await GET(ask('GET', viewer), at(''))).text();
    const one = await (await GET_ONE(ask('GET', viewer), at('odoo'))).text();
    const [row] = await system.db.select().from(integrations);
    const trail = await system.db.select().from(auditEvents);
    expect(listed + one + JSON.stringify(row) + JSON.stringify(trail)).not.toContain('votre_cle_api_generee');
    expect(row && odooSettings(system.ctx, row).apiKey).toBe('votre_cle_api_generee');
  });

  test('a slash at the end and a missing scheme are forgiven; plain http elsewhere is not', async () => {
    const config = (url: string) => ({ config: { ...DOCUMENTED.config, url } });
    expect((await add(config('https://a.odoo.com/ '))).config.url).toBe('https://a.odoo.com');
    expect((await add(config('b.odoo.com'))).config.url).toBe('https://b.odoo.com');
    expect((await add(config('http://127.0.0.1:8069/'))).config.url).toBe('http://127.0.0.1:8069');
    const refused = await POST(
      ask('POST', admin, { ...DOCUMENTED, ...config('http://odoo.example.com') }),
      at(''),
    );
    expect(refused.status).toBe(422);
    expect((await refused.json()).errors[0]).toMatchObject({
      path: 'config.url',
      message: expect.stringContaining('https://'),
    });
  });

  test('a viewer looks and changes nothing', async () => {
    const { id } = await add();
    expect((await POST(ask('POST', viewer, DOCUMENTED), at(''))).status).toBe(403);
    expect((await PATCH(ask('PATCH', viewer, { enabled: false }), at(id))).status).toBe(403);
    expect((await DELETE(ask('DELETE', viewer), at(id))).status).toBe(403);
    expect((await GET_ONE(ask('GET', viewer), at(id))).status).toBe(200);
  });

  test('“odoo” is the only integration; with several their ids are told', async () => {
    await expect(findIntegration(system.ctx, 'odoo')).rejects.toMatchObject({ code: 'not_found' });
    const first = await add();
    expect((await findIntegration(system.ctx, 'odoo')).id).toBe(first.id);
    const second = await add({ name: 'Other' });
    await expect(findIntegration(system.ctx, 'odoo')).rejects.toMatchObject({
      code: 'several_integrations',
      status: 409,
      params: { ids: [first.id, second.id] },
    });
  });
});

describe('settings', () => {
  test('choosing fields leaves the other groups alone; the title cannot be left out', async () => {
    const { id } = await add();
    const chosen = configInput.parse({ sync_config: { fields: { product: ['price', 'title'] } } });
    const { syncConfig } = await updateIntegration(system.ctx, id, chosen);
    expect(syncConfig.fields.product).toEqual(['title', 'price']);
    expect(syncConfig.fields.stock).toContain('quantity');
    expect(configInput.safeParse({ sync_config: { fields: { product: ['price'] } } }).success).toBe(false);
  });

  test('a new key replaces the old one and starts its age anew', async () => {
    const { id } = await add();
    const old = new Date('2026-01-01T00:00:00Z');
    await system.db.update(integrations).set({ apiKeySetAt: old }).where(eq(integrations.id, id));
    const input = updateInput.parse({ config: { api_key: 'a-new-key' } });
    const after = await updateIntegration(system.ctx, id, input);
    expect(odooSettings(system.ctx, after)).toMatchObject({ apiKey: 'a-new-key', database: 'votredb' });
    expect(after.apiKeySetAt.getTime()).toBeGreaterThan(old.getTime());
  });

  test('a halt outlasts other settings, and goes with another person to meet Odoo', async () => {
    const { id } = await add();
    const halted = { state: 'halted', code: 'mass_deletion' } as const;
    await system.db.update(integrations).set({ connection: halted }).where(eq(integrations.id, id));
    const change = (input: object) => updateIntegration(system.ctx, id, updateInput.parse(input));
    const { config } = await findIntegration(system.ctx, id);
    const same = { username: config.username, transport: config.transport, company_id: null };
    const others = { config: { ...same, timeout_seconds: 30 }, sync_config: { frequency: '15min' } };
    expect((await change(others)).connection).toEqual(halted);
    expect((await change({ config: { username: 'other@example.com' } })).connection).toEqual({
      state: 'unknown',
    });
  });

  test('what is named with null is taken out of the connection; what is left out stays', async () => {
    const { id } = await add();
    const change = (config: object) => updateIntegration(system.ctx, id, updateInput.parse({ config }));
    await change({ max_calls_per_second: 2, image_bundle_mb: 5 });
    await system.db
      .update(integrations)
      .set({ config: sql`${integrations.config} || '{"company_id": 3}'` })
      .where(eq(integrations.id, id));
    await change({ timeout_seconds: 30, max_calls_per_second: null });
    const { config } = await findIntegration(system.ctx, id);
    expect(config).toMatchObject({ timeout_seconds: 30, image_bundle_mb: 5, company_id: 3 });
    expect(config).not.toHaveProperty('max_calls_per_second');
    await change({ company_id: null });
    expect((await findIntegration(system.ctx, id)).config).not.toHaveProperty('company_id');
  });

  test('a renewed webhook secret leaves the old one valid for a day', async () => {
    const { id } = await add();
    const before = await showWebhookSecret(system.ctx, id);
    const renewed = await renewWebhookSecret(system.ctx, id);
    expect(renewed.secret).not.toBe(before.secret);
    const hours = (Date.parse(renewed.previous_valid_until ?? '') - Date.now()) / 3_600_000;
    expect(hours).toBeCloseTo(24, 1);
    expect(renewed.urls.products).toBe('http://127.0.0.1:3000/api/v1/webhooks/odoo/products');
  });
});

describe('category pairs', () => {
  test('PUT replaces the manual ones and keeps the base of those that stay', async () => {
    const { id } = await add();
    const [wine, tea] = await Promise.all(
      ['Vins', 'Thés'].map((name) => createCategory(system.ctx, { name, parent_id: null })),
    );
    if (!wine || !tea) throw new Error('categories');
    const pair = (category_id: string, odoo_category_id: number) => ({
      category_id,
      odoo_category_id,
      source: 'manual' as const,
    });
    await replaceCategoryMappings(system.ctx, id, [pair(wine.id, 4), pair(tea.id, 5)]);
    await system.db
      .update(links)
      .set({ base: { name: 'Vins' } })
      .where(eq(links.localId, wine.id));
    const after = await replaceCategoryMappings(system.ctx, id, [pair(wine.id, 4)]);
    expect(after).toEqual([pair(wine.id, 4)]);
    const [kept] = await system.db.select().from(links).where(eq(links.localId, wine.id));
    expect(kept?.base).toEqual({ name: 'Vins' });
    expect(await listCategoryMappings(system.ctx, 'odoo')).toEqual(after);
    await expect(
      replaceCategoryMappings(system.ctx, id, [pair(wine.id, 4), pair(wine.id, 5)]),
    ).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(replaceCategoryMappings(system.ctx, id, [pair(id, 4)])).rejects.toMatchObject({
      code: 'unknown_category',
    });
  });
});
