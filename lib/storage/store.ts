import type { Readable } from 'node:stream';

export interface StoredObject {
  readonly key: string;
  readonly putAt: Date;
}

/** An object put again after so long is written anew: its age says when it was last wanted. */
export const FRESH_MS = 24 * 3600 * 1000;

/** Where bytes are kept by key. One contract (store.contract.ts), two implementations. */
export interface ObjectStore {
  /** Stores the bytes under the key. Repeated with the same key: its age alone changes, as keys name their content. */
  put(key: string, bytes: Buffer, contentType: string): Promise<void>;
  /** The object as a stream, or null when there is none. The caller reads or destroys the stream. */
  get(key: string): Promise<{ stream: Readable; size: number } | null>;
  has(key: string): Promise<boolean>;
  /** All objects whose key begins with `prefix` ("images/"), and since when they are, or were last put. */
  list(prefix: string): AsyncIterable<StoredObject>;
  /** Absent already: nothing happens. */
  delete(key: string): Promise<void>;
  /** Resolves when objects can be written and read; rejects with the cause otherwise. */
  check(): Promise<void>;
}

const SHA256 = /^[0-9a-f]{64}$/;

/** Key of a picture's bytes as they came: `images/ab/cd/<sha256>`. */
export function imageKey(sha256: string): string {
  return `images/${spread(sha256)}`;
}

/** Key of a picture made smaller for lists: `resized/ab/cd/<sha256>-<pixels>`. */
export function resizedKey(sha256: string, pixels: number): string {
  return `resized/${spread(sha256)}-${pixels}`;
}

/** Key of a picture without its metadata, for whoever looks at it: `served/ab/cd/<sha256>`. */
export function servedKey(sha256: string): string {
  return `served/${spread(sha256)}`;
}

function spread(sha256: string): string {
  if (!SHA256.test(sha256)) throw new Error(`not a SHA-256: ${sha256}`);
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
}

/** The whole object in memory, or null when there is none. */
export async function readObject(store: ObjectStore, key: string): Promise<Buffer | null> {
  const object = await store.get(key);
  if (!object) return null;
  const chunks: Buffer[] = [];
  for await (const chunk of object.stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
