import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { productImages, products } from '@/db/schema/catalogue';
import { conflicts, syncErrors } from '@/db/schema/inbox';
import { auditEvents, sessions, users } from '@/db/schema/people';
import { runChanges, runs } from '@/db/schema/runs';
import { insertIntegration } from '@/e2e/support/catalogue';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { removeForgottenPictures } from './catalogue/images/remove-forgotten';
import { keepHouse } from './housekeeping';
import { createFileStore } from './storage/file-store';
import { imageKey, servedKey } from './storage/store';

let system: TestRuntime;
let integrationId: string;
const ago = (days: number) => new Date(Date.now() - days * 24 * 3600 * 1000);

beforeAll(async () => {
  system = await createTestRuntime({ KEEP_RUNS_DAYS: '90' });
  integrationId = await insertIntegration(system.db);
});
afterAll(() => system.drop());

test('runs go with their changes once they are old; the last of each kind and what is open stay', async () => {
  const run = { integrationId, trigger: 'manual', mode: 'incremental' } as const;
  const made = await system.db
    .insert(runs)
    .values([
      { ...run, status: 'succeeded' as const, createdAt: ago(300), finishedAt: ago(300) },
      { ...run, status: 'succeeded' as const, createdAt: ago(200), finishedAt: ago(200) },
      { ...run, status: 'failed' as const, createdAt: ago(150), finishedAt: ago(150) },
      { ...run, status: 'failed' as const, createdAt: ago(10), finishedAt: ago(10) },
      { ...run, status: 'running' as const, createdAt: ago(400) },
    ])
    .returning({ id: runs.id });
  const [first, lastSuccess, , recent, running] = made.map(({ id }) => id);
  const change = { kind: 'product', label: 'Mug', side: 'here', action: 'update' } as const;
  for (const runId of [first, lastSuccess])
    if (runId) await system.db.insert(runChanges).values({ ...change, runId });
  const error = { integrationId, kind: 'product', class: 'validation', code: 'x', message: 'x' } as const;
  await system.db.insert(syncErrors).values([
    { ...error, odooId: 1, status: 'open', firstSeenAt: ago(900), lastSeenAt: ago(900) },
    { ...error, odooId: 2, status: 'resolved', resolvedAt: ago(900) },
  ]);
  const conflict = {
    integrationId,
    kind: 'product',
    field: 'title',
    reason: 'both_changed',
    policy: 'manual',
  } as const;
  await system.db.insert(conflicts).values([
    { ...conflict, odooId: 1, status: 'open', createdAt: ago(900) },
    { ...conflict, odooId: 2, status: 'settled', appliedAt: ago(900) },
  ]);
  await system.db.insert(auditEvents).values(
    [ago(2000), ago(100)].map((at) => ({
      at,
      actorKind: 'system' as const,
      actorName: 'system',
      action: 'x.y',
      subjectKind: 'x',
    })),
  );
  const [user] = await system.db
    .insert(users)
    .values({ email: 'a@example.com', name: 'A', passwordHash: '', role: 'admin' })
    .returning();
  const session = { userId: user?.id ?? '', expiresAt: ago(-10) };
  await system.db
    .insert(sessions)
    .values([session, { ...session, revokedAt: ago(40) }, { ...session, expiresAt: ago(35) }]);

  const gone = await keepHouse(system.ctx, system.env);

  expect(gone).toMatchObject({ runs: 2, run_changes: 1, errors: 1, conflicts: 1, audit: 1, sessions: 2 });
  const kept = await system.db.select({ id: runs.id }).from(runs).orderBy(asc(runs.createdAt));
  expect(kept.map(({ id }) => id)).toEqual([running, lastSuccess, recent]);
  expect(await keepHouse(system.ctx, system.env)).toMatchObject({
    runs: 0,
    errors: 0,
    audit: 0,
    sessions: 0,
  });
});

test('pictures that no product names go once nobody has put them for a while', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'pm-pictures-'));
  const store = createFileStore(folder);
  const [named, removed, lately, wantedAgain] = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(64)) as [
    string,
    string,
    string,
    string,
  ];
  const bytes = Buffer.from('picture');
  for (const sum of [named, removed, lately, wantedAgain]) {
    for (const key of [imageKey(sum), servedKey(sum)]) {
      await store.put(key, bytes, 'image/png');
      if (sum !== lately) await utimes(path.join(folder, key), ago(60), ago(60));
    }
  }
  await store.put(imageKey(wantedAgain), bytes, 'image/png');
  const [product] = await system.db.insert(products).values({ title: 'Mug' }).returning();
  await system.db.insert(productImages).values({
    productId: product?.id ?? '',
    position: 0,
    sha256: named,
    sha1: 'a'.repeat(40),
    contentType: 'image/png',
    size: bytes.length,
  });

  expect(await removeForgottenPictures(system.ctx, store, system.env.KEEP_PICTURES_DAYS)).toBe(3);

  const left: string[] = [];
  for await (const { key } of store.list('images/')) left.push(key);
  expect(left.sort()).toEqual([named, lately, wantedAgain].map(imageKey));
  await rm(folder, { recursive: true });
});
