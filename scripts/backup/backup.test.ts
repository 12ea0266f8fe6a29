import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { outbox } from '@/db/schema/feeds';
import { runs } from '@/db/schema/runs';
import { openStage, type Stage } from '@/e2e/engine/stage';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { addImage } from '@/lib/catalogue/images/add-image';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { newProduct } from '@/lib/catalogue/products/schema';
import { storeOf } from '@/lib/storage/open-store';
import { imageKey, readObject } from '@/lib/storage/store';
import { runSync } from '@/lib/sync/engine/run-sync';
import { requestRun } from '@/lib/sync/history/request-run';
import { backUp } from './backup';
import { restore } from './restore';

const keys = `mine:${Buffer.alloc(32, 7).toString('base64')}`;
let stage: Stage;
let odoo: RunningOdoo;
let elsewhere: TestRuntime;
let folder: string;

beforeAll(async () => {
  stage = await openStage({ ENCRYPTION_KEYS: keys });
  odoo = await stage.odoo({ version: '17.0' });
  folder = await mkdtemp(path.join(tmpdir(), 'pm-backup-'));
  elsewhere = await createTestRuntime({ ENCRYPTION_KEYS: keys, DATA_DIR: path.join(folder, 'data') });
  await elsewhere.database.sql.unsafe('drop schema public, drizzle, pgboss cascade; create schema public;');
});
afterAll(async () => {
  await elsewhere.drop();
  await stage.close();
  await rm(folder, { recursive: true, force: true });
});

test('a backup restored on an empty machine goes on synchronising: nothing is doubled, nothing is lost', async () => {
  const make = (title: string) =>
    createProduct(stage.runtime.ctx, newProduct.parse({ title, price: '10.00' }));
  const mug = await make('Mug');
  const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  await addImage(stage.runtime.ctx, stage.store, mug.id, picture);
  const integrationId = await stage.join(odoo);
  expect(await stage.run(integrationId)).toMatchObject({ status: 'succeeded' });
  const unsent = await make('Only here so far');

  const file = path.join(folder, 'backup.tar.gz');
  expect(await backUp(stage.runtime.env, file)).toMatchObject({ pictures: 1, key_ids: ['mine'] });
  await expect(backUp(stage.runtime.env, file)).rejects.toThrow('is there already');

  await make('Made after the backup');
  await stage.run(integrationId);
  const names = () =>
    [...odoo.db.table('product.template').rows.values()].map(({ name }) => String(name)).sort();
  const before = names();
  expect(before).toEqual(['Made after the backup', 'Mug', 'Only here so far']);

  expect(await restore(elsewhere.env, file)).toMatchObject({ missingKeys: [] });
  await expect(restore(elsewhere.env, file)).rejects.toThrow('not empty');
  const store = storeOf(elsewhere.env);
  const [image] = await elsewhere.db.query.productImages.findMany();
  expect(await readObject(store, imageKey(image?.sha256 ?? ''))).toEqual(
    await readObject(stage.store, imageKey(image?.sha256 ?? '')),
  );
  expect((await elsewhere.db.select().from(outbox)).map(({ localId }) => localId)).toEqual([unsent.id]);

  for (let round = 0; round < 3; round++) {
    const { runId } = await requestRun(elsewhere.ctx, { integrationId, trigger: 'manual', mode: 'full' });
    await runSync(elsewhere.ctx, { store }, { runId });
  }
  const [last] = (await elsewhere.db.select().from(runs)).slice(-1);
  expect(last).toMatchObject({ status: 'succeeded' });
  expect(names()).toEqual(before);
  const here = await elsewhere.db.select().from(products);
  expect(here.map(({ title }) => title).sort()).toEqual(before);
}, 120_000);

test('a backup of a newer version is refused', async () => {
  const empty = await createTestRuntime({ ENCRYPTION_KEYS: keys, DATA_DIR: path.join(folder, 'none') });
  await stage.runtime.db.execute(
    `insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 1)`,
  );
  const file = path.join(folder, 'newer.tar.gz');
  await backUp(stage.runtime.env, file);
  await expect(restore(empty.env, file)).rejects.toThrow('newer version');
  await empty.drop();
});
