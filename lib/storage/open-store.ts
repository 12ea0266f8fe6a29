import path from 'node:path';
import type { Env } from '@/lib/env';
import { createFileStore } from './file-store';
import { createMinioStore } from './minio-store';
import type { ObjectStore } from './store';

type Settings = Pick<
  Env,
  'MINIO_ENDPOINT' | 'MINIO_ACCESS_KEY' | 'MINIO_SECRET_KEY' | 'MINIO_BUCKET' | 'DATA_DIR'
>;

const opened = new WeakMap<Settings, ObjectStore>();

/** The store the environment names: MinIO when configured, else files under `DATA_DIR`. One per environment. */
export function storeOf(env: Settings): ObjectStore {
  const known = opened.get(env);
  if (known) return known;
  const store = openStore(env);
  opened.set(env, store);
  return store;
}

function openStore(env: Settings): ObjectStore {
  const {
    MINIO_ENDPOINT: endpoint,
    MINIO_ACCESS_KEY: accessKey,
    MINIO_SECRET_KEY: secretKey,
    MINIO_BUCKET: bucket,
  } = env;
  if (endpoint && accessKey && secretKey && bucket) {
    return createMinioStore({ endpoint, accessKey, secretKey, bucket });
  }
  return createFileStore(path.join(/*turbopackIgnore: true*/ env.DATA_DIR, 'objects'));
}
