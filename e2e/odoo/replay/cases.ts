import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { isRecord, type Wire } from '../orm/values';
import type { RecordedVersion } from '../version';

const wire: z.ZodType<Wire> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(wire), z.record(z.string(), wire)]),
);

const callSchema = z.object({
  model: z.string().optional(),
  service: z.string().optional(),
  method: z.string(),
  args: z.array(wire).default([]),
  kwargs: z.record(z.string(), wire).default({}),
  as: z.string().optional(),
});

const caseSchema = z
  .object({
    step: z.string().default(''),
    call: callSchema.optional(),
    result: wire.optional(),
    fault: z.object({ code: z.union([z.number(), z.string()]), string: z.string() }).optional(),
    observed: wire.optional(),
  })
  .loose();

export type Case = z.infer<typeof caseSchema>;
export type RecordedCall = z.infer<typeof callSchema>;

/** The recorded cases of a version, by area, in the order they were asked. */
export function recordedCases(version: RecordedVersion): Record<string, Case[]> {
  const file = join(import.meta.dirname, '..', 'recordings', `${version}.json.gz`);
  const parsed: unknown = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'));
  return z.record(z.string(), z.array(caseSchema)).parse(parsed);
}

/** A binary value of a recording: its content is not kept, only what tells it apart. */
export function binaryOf(value: Wire): { sha1: string; bytes: number } | undefined {
  if (!isRecord(value) || !isRecord(value.$base64)) return undefined;
  return { sha1: String(value.$base64.sha1), bytes: Number(value.$base64.bytes) };
}
