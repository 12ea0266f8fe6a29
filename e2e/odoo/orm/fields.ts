import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { type OdooVersion, type RecordedVersion, recordedLike } from '../version';

const fieldSchema = z
  .object({
    type: z.string(),
    string: z.string(),
    relation: z.string().optional(),
    relation_field: z.string().optional(),
    required: z.union([z.boolean(), z.number()]).default(false),
    readonly: z.boolean().default(false),
    store: z.boolean().default(true),
    searchable: z.boolean().default(true),
    sortable: z.boolean().default(true),
    company_dependent: z.boolean().default(false),
    translate: z.union([z.boolean(), z.string()]).optional(),
    digits: z.union([z.tuple([z.number(), z.number()]), z.number(), z.literal(false)]).optional(),
    selection: z.array(z.tuple([z.union([z.string(), z.boolean(), z.number()]), z.string()])).optional(),
  })
  .loose();

/** One entry of fields_get, as recorded. */
export type FieldDef = z.infer<typeof fieldSchema>;
export type FieldDefs = Readonly<Record<string, FieldDef>>;

const recordedSchema = z.record(z.string(), z.record(z.string(), fieldSchema));
const cache = new Map<RecordedVersion, Record<string, FieldDefs>>();

/** The answers of fields_get of a version, by model (recorded as the administrator). */
export function recordedFields(version: OdooVersion): Record<string, FieldDefs> {
  const recorded = recordedLike(version);
  const known = cache.get(recorded);
  if (known) return known;
  const file = join(import.meta.dirname, '..', 'fields', `${recorded}.json.gz`);
  const parsed = recordedSchema.parse(JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')));
  cache.set(recorded, parsed);
  return parsed;
}

/** A field written by hand, for models whose fields_get was not recorded. */
export function field(type: string, label: string, more: Partial<FieldDef> = {}): FieldDef {
  return fieldSchema.parse({ type, string: label, ...more });
}

/** Fields every model has. */
export const LOG_FIELDS: FieldDefs = {
  id: field('integer', 'ID', { readonly: true }),
  display_name: field('char', 'Display Name', { readonly: true, store: false, sortable: false }),
  create_date: field('datetime', 'Created on', { readonly: true }),
  create_uid: field('many2one', 'Created by', { readonly: true, relation: 'res.users' }),
  write_date: field('datetime', 'Last Updated on', { readonly: true }),
  write_uid: field('many2one', 'Last Updated by', { readonly: true, relation: 'res.users' }),
};
