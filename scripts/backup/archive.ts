import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { tableSchema } from './tables';

/** What a backup says of itself. */
export const manifestSchema = z.object({
  format: z.literal(1),
  made_at: z.iso.datetime(),
  /** How many migrations the database had: it is restored as it was, then brought to the present. */
  migrations: z.number().int().min(1),
  tables: z.array(tableSchema),
  /** Ids of the encryption keys without which the stored secrets cannot be read; never the keys. */
  key_ids: z.array(z.string()),
  pictures: z.number().int(),
});
export type Manifest = z.output<typeof manifestSchema>;

/** Gives `work` a folder beside the archive, where there is room for it, and removes it afterwards. */
export async function withFolder<T>(archive: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(`${path.resolve(archive)}-`);
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws Error when `tar` is not there or says no */
export async function tar(...args: readonly string[]): Promise<void> {
  await promisify(execFile)('tar', args);
}
