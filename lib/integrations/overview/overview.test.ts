import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { conflicts, syncErrors } from '@/db/schema/inbox';
import { integrations, webhookEvents } from '@/db/schema/integrations';
import { links } from '@/db/schema/links';
import { runs } from '@/db/schema/runs';
import { insertIntegration } from '@/e2e/support/catalogue';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { createCategory } from '@/lib/catalogue/categories/create-category';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { newProduct } from '@/lib/catalogue/products/schema';
import { healthOf } from './health';
import { readOverview } from './read-overview';

/** A summer's noon in the shop: its days begin at 22:00 of the day before in UTC. */
const NOW = new Date('2026-07-15T10:00:00Z');
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
const DAY = 24 * 60;

let system: TestRuntime;
let id: string;
const read = () => readOverview({ ...system.ctx, now: () => NOW }, id, 'fr');

beforeAll(async () => {
  system = await createTestRuntime();
  id = await insertIntegration(system.db);
  await system.db
    .update(integrations)
    .set({
      startedAt: ago(40 * DAY),
      connection: { state: 'ok' },
      syncConfig: sql`${integrations.syncConfig} || '{"frequency": "5min"}'
        || jsonb_build_object('fields', '{"product": ["title"], "stock": ["quantity"], "order": []}'::jsonb)`,
    })
    .where(eq(integrations.id, id));
});
afterAll(() => system.drop());

const figures = {
  seen: 1,
  created_here: 0,
  updated_here: 2,
  deleted_here: 0,
  created_in_odoo: 0,
  updated_in_odoo: 1,
  archived_in_odoo: 0,
  unchanged: 0,
  failed: 0,
  conflicts: 0,
};

test('an integration that has never run says so, with thirty empty days', async () => {
  const overview = await read();
  expect(overview).toMatchObject({ last_run: null, current_run: null, health: { state: 'ok' } });
  expect(overview.days).toHaveLength(30);
  expect(overview.days.at(-1)).toEqual({ day: '2026-07-15', runs: 0, changes: 0, partial: 0, failed: 0 });
  expect(overview.freshness.every(({ as_of }) => as_of === null)).toBe(true);
  // Nothing has run although the schedule is on: the next one is due at once, never in the past.
  expect(overview.next_run).toEqual({ at: NOW.toISOString(), hindrance: null });
});

test('runs, what waits and announcements are told as they are', async () => {
  const run = { integrationId: id, trigger: 'schedule', mode: 'incremental' } as const;
  const ended = (minutes: number) => ({
    createdAt: ago(minutes),
    startedAt: ago(minutes),
    finishedAt: ago(minutes - 1),
  });
  // Half past midnight of the 14th in the shop is still the 13th in UTC.
  const night = new Date('2026-07-13T22:30:00Z');
  await system.db.insert(runs).values([
    { ...run, status: 'failed', ...ended(31 * DAY) },
    { ...run, status: 'failed', createdAt: night, startedAt: night, finishedAt: night },
    { ...run, status: 'partial', ...ended(20), counts: { product: figures, stock: figures } },
    { ...run, status: 'succeeded', dryRun: true, ...ended(15), counts: { product: figures } },
    { ...run, status: 'succeeded', kinds: ['stock'], ...ended(3) },
  ]);
  await createProduct(system.ctx, { title: 'Bougie', price: '4' });
  await system.db.insert(syncErrors).values({
    integrationId: id,
    kind: 'product',
    class: 'validation',
    code: 'tax_unknown',
    message: '',
    odooId: 1,
  });
  const event = { integrationId: id, topic: 'products', odooModel: 'product.template' } as const;
  await system.db.insert(webhookEvents).values([
    { ...event, odooId: 1, digest: 'a', status: 'done', receivedAt: ago(2 * DAY), doneAt: ago(2 * DAY) },
    { ...event, odooId: 2, digest: 'b', status: 'done', receivedAt: ago(2), doneAt: ago(1) },
    { ...event, odooId: 3, digest: 'c', receivedAt: ago(1) },
  ]);
  const overview = await read();
  expect(overview.days.reduce((sum, day) => sum + day.runs, 0)).toBe(3);
  expect(overview.days.find(({ day }) => day === '2026-07-14')).toMatchObject({ runs: 1, failed: 1 });
  expect(overview.days.at(-1)).toMatchObject({ runs: 2, partial: 1, changes: 6 });
  const asOf = new Map(overview.freshness.map(({ kind, as_of }) => [kind, as_of]));
  expect(asOf.get('product')).toBe(ago(20).toISOString());
  expect(asOf.get('stock')).toBe(ago(3).toISOString());
  expect(overview.waiting).toMatchObject({ to_here: { total: 1 }, errors: 1, conflicts: 0 });
  expect(overview.waiting.to_odoo?.kinds.product).toBe(1);
  expect(overview.webhooks).toEqual({
    last_received_at: ago(1).toISOString(),
    received_24h: 2,
    latency: { median: 30, slowest: 60 },
  });
  expect(overview.health).toEqual({ state: 'needs_person', tone: 'warning' });
  await system.db
    .update(integrations)
    .set({ connection: { state: 'down', retry_at: new Date(NOW.getTime() + 60_000).toISOString() } })
    .where(eq(integrations.id, id));
  expect(await read()).toMatchObject({
    health: { state: 'down' },
    next_run: { at: new Date(NOW.getTime() + 60_000).toISOString() },
  });
  await system.db.update(integrations).set({ enabled: false }).where(eq(integrations.id, id));
  expect(await read()).toMatchObject({
    health: { state: 'paused' },
    next_run: { at: null, hindrance: 'paused' },
  });
  expect(await system.db.$count(conflicts)).toBe(0);
});

test('what is tied is counted as the catalogue counts it: a product sold in one version has no variant here', async () => {
  const { id: mug } = await createProduct(system.ctx, newProduct.parse({ title: 'Mug' }));
  const shirt = await createProduct(
    system.ctx,
    newProduct.parse({ title: 'Polo', variants: [{ attributes: { Taille: 'S' } }] }),
  );
  const { id: clothes } = await createCategory(system.ctx, { name: 'Vêtements', parent_id: null });
  const tie = (kind: 'product' | 'variant' | 'category', localId: string, odooId: number) => ({
    integrationId: id,
    kind,
    localId,
    odooModel: { product: 'product.template', variant: 'product.product', category: 'product.category' }[
      kind
    ],
    odooId,
    origin: 'odoo' as const,
  });
  await system.db
    .insert(links)
    .values([
      tie('category', clothes, 1),
      tie('product', mug, 1),
      tie('variant', mug, 1),
      tie('product', shirt.id, 2),
      ...shirt.variant_ids.map((variant, at) => tie('variant', variant, 2 + at)),
    ]);
  await system.db
    .update(integrations)
    .set({
      syncConfig: sql`${integrations.syncConfig} || '{"fields": {"product": ["category"], "stock": [], "order": []}}'`,
    })
    .where(eq(integrations.id, id));
  const { freshness } = await read();
  expect(freshness.map(({ kind, records }) => [kind, records])).toEqual([
    ['category', 1],
    ['product', 2],
    ['variant', 1],
  ]);
});

describe('what stops everything is said before what waits, and that before what is to come', () => {
  const fine = {
    integration: {
      setup_step: null,
      enabled: true,
      started_at: NOW.toISOString(),
      connection: { state: 'ok' as const },
      api_key: {
        set_at: '',
        expires_at: null,
        age_days: 1,
        renew_before: '',
        state: 'overdue' as const,
      },
    },
    lastStatus: 'failed',
    errors: 1,
    conflicts: 0,
  };
  test('one after the other', () => {
    const { integration } = fine;
    expect(
      healthOf({ ...fine, integration: { ...integration, connection: { state: 'halted' } } }).state,
    ).toBe('halted');
    expect(healthOf(fine).state).toBe('failing');
    expect(healthOf({ ...fine, lastStatus: 'partial' }).state).toBe('needs_person');
    expect(healthOf({ ...fine, lastStatus: 'succeeded', errors: 0 })).toEqual({
      state: 'key',
      tone: 'danger',
    });
  });
});
