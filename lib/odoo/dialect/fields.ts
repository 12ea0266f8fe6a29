import { z } from 'zod';
import { OdooError } from '../errors';

export interface FieldInfo {
  type: string;
  /** Kept in a column, as opposed to put together when read. */
  stored: boolean;
}

export type FieldTypes = ReadonlyMap<string, FieldInfo>;

const Answer = z.record(z.string(), z.looseObject({ type: z.string(), store: z.boolean().optional() }));

const LIFETIME_MS = 10 * 60_000;
const MAX_ENTRIES = 2_000;

interface Entry {
  fields: Promise<FieldTypes>;
  until: number;
}

const cache = new Map<string, Entry>();

/**
 * fields_get of a model: field name → its type, only what this user may see (fields of groups he lacks are left out);
 * empty when the server has no such model or the user may not know it. Kept ten minutes for the process, because one
 * unknown name faults a whole read (FACTS.md C §3) and asking every time costs calls.
 */
export function fieldsOf(
  owner: string,
  model: string,
  ask: (model: string) => Promise<unknown>,
  now = Date.now(),
): Promise<FieldTypes> {
  const key = `${owner}\0${model}`;
  const known = cache.get(key);
  // What another session asked fails with that session, which may have been closed meanwhile: then it is asked here.
  if (known && known.until > now) return known.fields.catch(() => fieldsOf(owner, model, ask, now));
  if (cache.size >= MAX_ENTRIES) cache.clear();
  const fields = read(model, ask);
  cache.set(key, { fields, until: now + LIFETIME_MS });
  fields.catch(() => {
    if (cache.get(key)?.fields === fields) cache.delete(key);
  });
  return fields;
}

/** A module came or went: what was known of this server is asked anew. */
export function forgetFields(owner: string): void {
  for (const key of cache.keys()) if (key.startsWith(`${owner}\0`)) cache.delete(key);
}

async function read(model: string, ask: (model: string) => Promise<unknown>): Promise<FieldTypes> {
  try {
    const answer = Answer.safeParse(await ask(model));
    if (!answer.success) throw new OdooError('bad_answer', { model, method: 'fields_get' });
    return new Map(
      Object.entries(answer.data).map(([name, { type, store = true }]) => [name, { type, stored: store }]),
    );
  } catch (error) {
    const absent = ['unknown_model', 'permission', 'missing_record'];
    if (error instanceof OdooError && absent.includes(error.code)) return new Map();
    throw error;
  }
}
