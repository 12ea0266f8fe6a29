import { Client } from 'minio';
import { z } from 'zod';
import { FRESH_MS, type ObjectStore } from './store';

export interface MinioSettings {
  /** "https://minio.example.com" or "http://127.0.0.1:9000". */
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly bucket: string;
}

const missing = z.object({ code: z.enum(['NotFound', 'NoSuchKey', 'NoSuchBucket']) });
const listed = z.object({ name: z.string(), lastModified: z.date() });
const taken = z.object({ code: z.enum(['BucketAlreadyOwnedByYou', 'BucketAlreadyExists']) });

/** Objects in a bucket of MinIO or of any S3 server; the bucket is made when it is not there. */
export function createMinioStore(settings: MinioSettings): ObjectStore {
  const { hostname, port, protocol } = new URL(settings.endpoint);
  const useSSL = protocol === 'https:';
  const client = new Client({
    endPoint: hostname,
    port: port === '' ? (useSSL ? 443 : 80) : Number(port),
    useSSL,
    accessKey: settings.accessKey,
    secretKey: settings.secretKey,
  });
  const { bucket } = settings;
  let ready: Promise<void> | undefined;

  async function makeBucket(): Promise<void> {
    if (await client.bucketExists(bucket)) return;
    await client.makeBucket(bucket).catch((error: unknown) => {
      if (!taken.safeParse(error).success) throw error;
    });
  }
  /** Once per process; a failure is tried again by the next call. */
  function bucketReady(): Promise<void> {
    ready ??= makeBucket().catch((error: unknown) => {
      ready = undefined;
      throw error;
    });
    return ready;
  }
  const statOf = (key: string) => client.statObject(bucket, key).catch(nullIfMissing);

  return {
    async put(key, bytes, contentType) {
      await bucketReady();
      const present = await statOf(key);
      const fresh = present && Date.now() - present.lastModified.getTime() < FRESH_MS;
      if (fresh && present.size === bytes.length) return;
      await client.putObject(bucket, key, bytes, bytes.length, { 'Content-Type': contentType });
    },
    async get(key) {
      const present = await statOf(key);
      if (!present) return null;
      const stream = await client.getObject(bucket, key).catch(nullIfMissing);
      return stream && { stream, size: present.size };
    },
    has: async (key) => (await statOf(key)) !== null,
    async *list(prefix) {
      await bucketReady();
      for await (const found of client.listObjectsV2(bucket, prefix, true)) {
        const entry = listed.safeParse(found);
        if (entry.success) yield { key: entry.data.name, putAt: entry.data.lastModified };
      }
    },
    delete: async (key) => {
      await client.removeObject(bucket, key).catch(nullIfMissing);
    },
    async check() {
      await makeBucket();
    },
  };
}

function nullIfMissing(error: unknown): null {
  if (missing.safeParse(error).success) return null;
  throw error;
}
