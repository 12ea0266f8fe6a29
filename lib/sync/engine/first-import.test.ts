import { and, count, eq, isNotNull, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { categories, productImages, products } from '@/db/schema/catalogue';
import { links, syncErrors } from '@/db/schema/sync';
import { openStage, type Stage } from '@/e2e/engine/stage';
import { shopSeed } from '@/e2e/odoo/seed/plant/shop';
import type { RunRequest } from '../history/request-run';

let stage: Stage;
let integrationId: string;

beforeAll(async () => {
  stage = await openStage();
  const seed = await shopSeed({ pictures: 'templates', orders: false });
  integrationId = await stage.join(await stage.odoo({ version: '17.0', seed }), { direction: 'import' });
});

afterAll(() => stage.close());

const run = (options: Partial<RunRequest> = {}) => stage.run(integrationId, options);

async function rowsOf(table: typeof products, where = isNull(products.parentId)) {
  const [row] = await stage.runtime.db.select({ n: count() }).from(table).where(where);
  return row?.n ?? 0;
}

let foreseenCalls = 0;

test('a preview writes nothing and says what would come', async () => {
  const done = await run({ dryRun: true });
  expect(done.error).toBeNull();
  expect(done.status).toBe('succeeded');
  expect(done.counts.product?.created_here).toBe(228);
  expect(await rowsOf(products)).toBe(0);
  foreseenCalls = done.estimate?.calls ?? 0;
});

test('the first import brings products, variants, categories and pictures', async () => {
  const done = await run();
  expect(done.error).toBeNull();
  expect(await stage.runtime.db.select().from(syncErrors)).toEqual([]);
  expect(done.status).toBe('succeeded');
  expect(await rowsOf(products)).toBe(228);
  expect(await rowsOf(products, isNotNull(products.parentId))).toBeGreaterThan(500);
  const [pictures] = await stage.runtime.db.select({ n: count() }).from(productImages);
  expect(pictures?.n).toBeGreaterThan(100);
  const [shelves] = await stage.runtime.db.select({ n: count() }).from(categories);
  expect(shelves?.n).toBeGreaterThan(5);
  const [tied] = await stage.runtime.db
    .select({ n: count() })
    .from(links)
    .where(and(eq(links.kind, 'product'), isNotNull(links.base)));
  expect(tied?.n).toBe(228);
  expect(done.estimate).toBeNull();
  // The preview said how many calls it would take, right within a quarter.
  expect(foreseenCalls).toBeGreaterThan(done.rpcCalls * 0.75);
  expect(foreseenCalls).toBeLessThan(done.rpcCalls * 1.25);
});

test('a second run finds nothing to do, in a constant number of calls', async () => {
  const done = await run();
  expect(done.counts.product?.updated_here ?? 0).toBe(0);
  expect(done.rpcCalls).toBeLessThan(40);
});

test('a full run changes nothing either', async () => {
  const done = await run({ mode: 'full' });
  expect(done.counts.product?.updated_here).toBe(0);
  expect(done.counts.variant?.updated_here).toBe(0);
});
