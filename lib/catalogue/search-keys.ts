import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '@/db/client';

/** Characters whose keys tell one set of rules from another: all alphabets that have accents. */
const LAST_CHARACTER = 0x2fff;
const MARK = 'keys:';

/**
 * What `text_key` makes of every character, as one digest. PostgreSQL's rules for accents change with its releases,
 * while the indexes keep what they were built with.
 */
async function digestNow(db: Pick<Database, 'execute'>): Promise<string> {
  const [row] = await db.execute(sql`
    select md5(string_agg(coalesce(text_key(chr(n)), ''), '|' order by n)) as digest
    from generate_series(33, ${LAST_CHARACTER}::int) n`);
  return z.object({ digest: z.string() }).parse(row).digest;
}

/** Notes the rules that the indexes are built with, unless that is known. Part of every migration. */
export async function noteSearchKeys(db: Pick<Database, 'execute'>): Promise<void> {
  if ((await noted(db)) === null) await note(db);
}

/** Whether the indexes were built by other rules than those of this PostgreSQL: searches then miss what is there. */
export async function areSearchKeysStale(db: Pick<Database, 'execute'>): Promise<boolean> {
  const digest = await noted(db);
  return digest !== null && digest !== (await digestNow(db));
}

/** The columns in which the database keeps what is searched, each with a column it is made from. */
const KEPT = [
  { table: 'products', from: 'title', key: sql`search_key(title, sku, ean)` },
  {
    table: 'orders',
    from: 'number',
    key: sql`text_key(number || ' ' || customer_name || ' ' || coalesce(customer_email, ''))`,
  },
];

/**
 * Makes anew what is kept of the keys and every index that stands on them; searches go on meanwhile, and no record counts
 * as changed. @returns the names of the indexes
 */
export async function rebuildSearchKeys(db: Pick<Database, 'execute'>): Promise<string[]> {
  const names = z.array(z.object({ name: z.string() })).parse(
    await db.execute(sql`
      select indexname as name from pg_indexes
      where schemaname = 'public' and indexdef ~ '(text_key|search_key)\\(' order by indexname`),
  );
  for (const { table, from, key } of KEPT) {
    await db.execute(sql`update ${sql.identifier(table)} set ${sql.identifier(from)} = ${sql.identifier(from)}
      where search_text is distinct from ${key}`);
  }
  for (const { name } of names) await db.execute(sql`reindex index concurrently ${sql.identifier(name)}`);
  await note(db);
  return names.map(({ name }) => name);
}

async function note(db: Pick<Database, 'execute'>): Promise<void> {
  const mark = `${MARK}${await digestNow(db)}`;
  await db.execute(sql.raw(`comment on function public.text_key(text) is '${mark}'`));
}

async function noted(db: Pick<Database, 'execute'>): Promise<string | null> {
  const [row] = await db.execute(
    sql`select obj_description('public.text_key(text)'::regprocedure, 'pg_proc') as mark`,
  );
  const { mark } = z.object({ mark: z.string().nullable() }).parse(row);
  return mark?.startsWith(MARK) ? mark.slice(MARK.length) : null;
}
