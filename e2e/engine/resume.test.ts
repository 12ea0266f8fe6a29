import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { products } from '@/db/schema/catalogue';
import { runs } from '@/db/schema/runs';
import { runOnce, work } from '@/e2e/simulation/faults';
import { latestRun, openWorld, type World } from '@/e2e/simulation/world';
import { requestRun } from '@/lib/sync/history/request-run';

const SIZE = 1_700;
const BATCH = 500;
const CHECKPOINT = z.object({ reached: z.object({ product: z.int() }) });

let world: World;
let ids: number[];
beforeEach(async () => {
  world = await openWorld({ seed: 'resume', version: 17 });
  ids = await world.odoo.as('admin', (env) =>
    env.model('product.template').create(Array.from({ length: SIZE }, (_, n) => ({ name: `Objet ${n}` }))),
  );
  expect(await runOnce(world)).toBe('succeeded');
});
afterEach(() => world.close());

/** Templates whose whole record was asked for since a place in Odoo's log. */
function readSince(at: number): Set<number> {
  const asked = world.odoo.log
    .slice(at)
    .filter(({ model, method }) => model === 'product.template' && method === 'search_read')
    .filter(({ kwargs }) => JSON.stringify(kwargs).includes('list_price'))
    .flatMap(
      ({ args, kwargs }) =>
        JSON.stringify([args, kwargs])
          .match(/\["id","in",\[([\d,]+)\]\]/)?.[1]
          ?.split(',') ?? [],
    );
  return new Set(asked.map(Number));
}

test('a full run that is killed goes on behind what it had committed, and misses nothing that changes meanwhile', async () => {
  const { ctx } = world.runtime;
  const { runId } = await requestRun(ctx, {
    integrationId: world.integrationId,
    trigger: 'manual',
    mode: 'full',
  });
  // Warehouses and categories are stored first, then batch after batch of what was read at once; it dies among these.
  expect(await work(world, runId, { at: 'commit', n: 8, when: 'before' })).toBe(false);
  const killed = await latestRun(world);
  expect(killed?.status).toBe('running');
  const { reached } = CHECKPOINT.parse(killed?.checkpoint);
  const stored = ids.indexOf(reached.product) + 1;
  expect([BATCH, 2 * BATCH, 3 * BATCH]).toContain(stored);

  await world.odoo.as('admin', (env) =>
    env.model('product.template').write([ids[0] ?? 0], { name: 'Changé entre-temps' }),
  );
  await world.runtime.db.update(runs).set({ heartbeatAt: sql`now() - interval '10 minutes'` });
  const at = world.odoo.log.length;
  expect(await work(world, runId, null)).toBe(true);
  expect(await latestRun(world)).toMatchObject({ status: 'succeeded', checkpoint: null });
  const read = readSince(at);
  expect(ids.slice(0, stored).filter((id) => read.has(id))).toEqual([]);
  expect(ids.slice(stored).filter((id) => !read.has(id))).toEqual([]);

  expect(await runOnce(world)).toBe('succeeded');
  const titles = (await world.runtime.db.select({ title: products.title }).from(products)).map(
    ({ title }) => title,
  );
  expect(titles).toContain('Changé entre-temps');
  expect(titles).toHaveLength(SIZE);
});
