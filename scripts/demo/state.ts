import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const state = z.object({
  databasePassword: z.string(),
  authSecret: z.string(),
  encryptionKeys: z.string(),
  adminPassword: z.string(),
  /** Kept, because the integration remembers the address of the stand-in Odoo. */
  odooPort: z.number().int(),
});

export type DemoState = z.infer<typeof state>;

/** The demo's own secrets: made the first time, then read from `DATA_DIR`, so that its data stays readable. */
export async function loadState(dataDir: string, freePort: () => Promise<number>): Promise<DemoState> {
  const file = path.join(dataDir, 'demo.json');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return state.parse(JSON.parse(kept));
  const secret = (bytes: number) => randomBytes(bytes).toString('base64url');
  const made: DemoState = {
    databasePassword: secret(24),
    authSecret: secret(48),
    encryptionKeys: `demo:${randomBytes(32).toString('base64')}`,
    adminPassword: secret(9),
    odooPort: await freePort(),
  };
  await writePrivately(file, JSON.stringify(made, null, 2));
  return made;
}

/** Writes a file that only its owner may read. */
export async function writePrivately(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text, { mode: 0o600 });
  await chmod(file, 0o600);
}
