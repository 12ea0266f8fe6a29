import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFileStore } from './file-store';
import { createMinioStore } from './minio-store';
import { imageKey, type ObjectStore, readObject, resizedKey } from './store';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);

interface Running {
  readonly store: ObjectStore;
  readonly stop: () => Promise<void>;
}

async function files(): Promise<Running> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pm-store-'));
  return { store: createFileStore(folder), stop: () => rm(folder, { recursive: true, force: true }) };
}

async function minio(): Promise<Running> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pm-s3-'));
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: folder });
  const { port } = await server.run();
  const store = createMinioStore({
    endpoint: `http://127.0.0.1:${port}`,
    accessKey: 'S3RVER',
    secretKey: 'S3RVER',
    bucket: 'catalogue',
  });
  return {
    store,
    stop: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

describe.each([
  ['files', files],
  ['MinIO', minio],
] as const)('the store over %s', (_name, start) => {
  let running: Running;
  let store: ObjectStore;
  beforeAll(async () => {
    running = await start();
    store = running.store;
  });
  afterAll(() => running.stop());

  test('gives back what was put, byte for byte, with its size', async () => {
    const bytes = randomBytes(300_000);
    await store.put(imageKey(A), bytes, 'image/png');
    const object = await store.get(imageKey(A));
    object?.stream.destroy();
    expect(object?.size).toBe(bytes.length);
    expect((await readObject(store, imageKey(A)))?.equals(bytes)).toBe(true);
  });

  test('putting again is nothing new', async () => {
    const bytes = randomBytes(100);
    await Promise.all([1, 2, 3].map(() => store.put(imageKey(B), bytes, 'image/png')));
    expect((await readObject(store, imageKey(B)))?.equals(bytes)).toBe(true);
  });

  test('what is not there is null, not an error', async () => {
    expect(await store.get(imageKey('c'.repeat(64)))).toBeNull();
    expect(await store.has(imageKey('c'.repeat(64)))).toBe(false);
  });

  test('deletes, twice if asked', async () => {
    const key = resizedKey(A, 96);
    await store.put(key, Buffer.from('small'), 'image/webp');
    expect(await store.has(key)).toBe(true);
    await store.delete(key);
    await store.delete(key);
    expect(await store.has(key)).toBe(false);
  });

  test('lists what begins alike, with its age', async () => {
    await store.put(resizedKey(B, 96), Buffer.from('small'), 'image/webp');
    const keys: string[] = [];
    for await (const { key, putAt } of store.list('resized/')) {
      keys.push(key);
      expect(Math.abs(Date.now() - putAt.getTime())).toBeLessThan(60_000);
    }
    expect(keys).toEqual([resizedKey(B, 96)]);
  });

  test('says that it is well', () => expect(store.check()).resolves.toBeUndefined());
});

test('a MinIO that is not there fails its check', async () => {
  const store = createMinioStore({
    endpoint: 'http://127.0.0.1:9',
    accessKey: 'a',
    secretKey: 'b',
    bucket: 'catalogue',
  });
  await expect(store.check()).rejects.toThrow();
});

test('files leave nothing unfinished behind and refuse keys that leave the folder', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'pm-store-'));
  const store = createFileStore(folder);
  await store.put(imageKey(A), Buffer.from('x'), 'image/png');
  expect(await readdir(path.join(folder, 'images/aa/aa'))).toEqual([A]);
  await expect(store.put('../outside', Buffer.from('x'), 'image/png')).rejects.toThrow('not an object key');
  expect(() => imageKey('../../etc/passwd')).toThrow('not a SHA-256');
  await rm(folder, { recursive: true });
});
