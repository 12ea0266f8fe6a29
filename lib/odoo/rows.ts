import type { z } from 'zod';
import { OdooError } from './errors';
import type { OdooSession } from './session';

export type DomainTerm = '&' | '|' | '!' | readonly [field: string, operator: string, value: unknown];
export type Domain = readonly DomainTerm[];

/** Rows per call: 500 is 5–25 % slower, 10,000 no faster (BY-VERSION.md 15). */
export const PAGE = 2_000;

interface SearchOptions {
  order?: string;
  limit?: number;
  offset?: number;
  context?: Record<string, unknown>;
  timeoutMs?: number;
  divisible?: boolean;
}

/**
 * Rows with archived records, many2one as bare ids where the server can (15+; 14 faults on `load`). Unlike `read` alone
 * it leaves out what record rules hide instead of faulting for the whole batch.
 */
export async function searchRead<Row extends z.ZodType>(
  odoo: OdooSession,
  model: string,
  row: Row,
  domain: Domain,
  fields: readonly string[],
  { context, timeoutMs, divisible, ...options }: SearchOptions = {},
): Promise<z.output<Row>[]> {
  const load = odoo.capabilities.major >= 15 ? { load: false } : {};
  const frame = { context: { active_test: false, ...context } };
  const transport = { timeoutMs, divisible };
  const answer = await odoo.ways.take('rows', {
    search_read: () =>
      odoo.call(model, 'search_read', [domain], { fields, ...load, ...options, ...frame }, transport),
    read: async () => {
      const ids = await odoo.call(model, 'search', [domain], { ...options, ...frame });
      return odoo.call(model, 'read', [ids], { fields, ...load, ...frame }, transport);
    },
  });
  const wrong = (field: string | undefined) =>
    new OdooError('bad_answer', { model, method: 'search_read', field });
  if (!Array.isArray(answer)) throw wrong('');
  const raw: unknown[] = answer;
  // Row by row, each let go of as it is read: an answer is never there twice.
  const rows: z.output<Row>[] = [];
  for (let index = 0; index < raw.length; index++) {
    const parsed = row.safeParse(raw[index]);
    if (!parsed.success) throw wrong([index, ...(parsed.error.issues[0]?.path ?? [])].join('.'));
    rows.push(parsed.data);
    raw[index] = null;
  }
  return eachOnce(rows);
}

/** How many there are, archived ones too. */
export async function countRows(odoo: OdooSession, model: string, domain: Domain = []): Promise<number> {
  const count = await odoo.ways.take('count', {
    search_count: () => odoo.call(model, 'search_count', [domain], { context: { active_test: false } }),
    search: async () => (await searchIds(odoo, model, domain)).length,
  });
  if (typeof count === 'number') return count;
  throw new OdooError('bad_answer', { model, method: 'search_count' });
}

/** A join in somebody's record rule may list a row twice. */
function eachOnce<Row>(rows: Row[]): Row[] {
  const seen = new Set<unknown>();
  return rows.filter((row) => {
    const id = typeof row === 'object' && row !== null && 'id' in row ? row.id : row;
    return !seen.has(id) && seen.add(id);
  });
}

/** Every id that matches, archived ones too, in one call (250,000 a second; field-notes.md). */
export async function searchIds(
  odoo: OdooSession,
  model: string,
  domain: Domain,
  { context, ...options }: Pick<SearchOptions, 'order' | 'limit' | 'context'> = {},
): Promise<number[]> {
  const answer = await odoo.call(model, 'search', [domain], {
    order: 'id',
    ...options,
    context: { active_test: false, ...context },
  });
  if (Array.isArray(answer) && answer.every((id) => typeof id === 'number')) return answer;
  throw new OdooError('bad_answer', { model, method: 'search' });
}

/** The names a version has of those wished for: one unknown name faults the whole read (FACTS.md C §3). */
export async function presentFields(
  odoo: OdooSession,
  model: string,
  wished: readonly string[],
): Promise<string[]> {
  const known = await odoo.fieldsOf(model);
  return wished.filter((name) => known.has(name));
}

export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  );
}
