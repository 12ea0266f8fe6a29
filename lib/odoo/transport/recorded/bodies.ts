import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** Answers of real Odoo servers as they came over the wire, one file a version. */
export const VERSIONS = [14, 15, 16, 17, 18, 19] as const;
export type Version = (typeof VERSIONS)[number];

const Bodies = z.record(
  z.string(),
  z.object({ status: z.number(), contentType: z.string(), body: z.string() }),
);

export function recordedBodies(version: Version): z.infer<typeof Bodies> {
  const file = fileURLToPath(new URL(`./${version}.json`, import.meta.url));
  return Bodies.parse(JSON.parse(readFileSync(file, 'utf8')));
}

export function recordedBody(
  version: Version,
  name: string,
): { status: number; contentType: string; body: string } {
  const found = recordedBodies(version)[name];
  if (!found) throw new Error(`No recording ${name} of ${version}`);
  return found;
}
