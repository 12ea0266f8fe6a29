import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Ctx } from '@/lib/context';
import { decodeCursor, pageOf } from '@/lib/http/list';
import { logEvent, logLevel } from './answers';

const row = z.object({
  source: z.enum(['log', 'change']),
  id: z.coerce.number(),
  at: z.coerce.date(),
  /** The same, with all that PostgreSQL keeps of it. */
  exactly: z.string(),
  level: logLevel,
  event: logEvent,
  kind: z.string().nullable(),
  local_id: z.string().nullable(),
  odoo_model: z.string().nullable(),
  odoo_ids: z.array(z.number()).nullable(),
  label: z.string().nullable(),
  method: z.string().nullable(),
  duration_ms: z.number().nullable(),
  code: z.string().nullable(),
  params: z.record(z.string(), z.unknown()),
});
export type LogLine = z.output<typeof row>;

export interface LogFilter {
  runId: string;
  level?: z.output<typeof logLevel> | undefined;
  event?: z.output<typeof logEvent> | undefined;
  /** Part of a record's name, or its number in Odoo. */
  record?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** All that a run did in the order it happened: steps, calls, changes, errors and conflicts. @throws AppError invalid_cursor */
export async function listLog(ctx: Pick<Ctx, 'db'>, filter: LogFilter) {
  const position = z.tuple([z.string().max(40), z.enum(['log', 'change']), z.number().int()]);
  const after = filter.cursor ? decodeCursor(filter.cursor, position) : null;
  const conditions: SQL[] = [sql`true`];
  if (filter.level) conditions.push(sql`level = ${filter.level}`);
  if (filter.event) conditions.push(sql`event = ${filter.event}`);
  if (filter.record) conditions.push(aboutRecord(filter.record));
  if (after)
    conditions.push(sql`(at, source, id) > (${after[0]}::timestamptz, ${after[1]}, ${after[2]}::bigint)`);
  const found = await ctx.db.execute(sql`
    select *, at::text as exactly from (
      select 'log' as source, id, at, level, event, kind, local_id, odoo_model, odoo_ids, label, method, duration_ms,
        code, params from run_log where run_id = ${filter.runId}
      union all
      select 'change', id, at, 'info', 'change', kind, local_id, odoo_model,
        case when odoo_id is null then null else array[odoo_id] end, label, null, null, action,
        jsonb_build_object('side', side, 'fields', (select jsonb_agg(key) from jsonb_object_keys(fields) as key))
      from run_changes where run_id = ${filter.runId}
    ) as lines
    where ${sql.join(conditions, sql` and `)}
    order by at, source, id limit ${filter.limit + 1}`);
  const lines = z.array(row).parse([...found]);
  return pageOf(lines, filter.limit, ({ exactly, source, id }) => [exactly, source, id]);
}

function aboutRecord(text: string): SQL {
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const number = /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
  const named = sql`unaccent(coalesce(label, '')) ilike unaccent(${like})`;
  return number === null ? named : sql`(${named} or ${number}::int = any(odoo_ids))`;
}
