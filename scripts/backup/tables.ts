import { createReadStream, createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ISql } from 'postgres';
import { z } from 'zod';

export const tableSchema = z.object({ name: z.string(), columns: z.array(z.string()).min(1) });
export type Table = z.output<typeof tableSchema>;

const rows = z.array(
  z.object({ name: z.string(), columns: z.array(z.string()), refers_to: z.array(z.string()) }),
);

/** The application's tables with their columns, each behind those that its foreign keys refer to. */
export async function tablesInOrder(sql: ISql): Promise<Table[]> {
  const left = rows.parse(
    await sql`
    select c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select array_agg(distinct f.confrelid::regclass::text) from pg_constraint f
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid), '{}') as refers_to
    from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by c.relname`,
  );
  const ordered: Table[] = [];
  while (left.length > 0) {
    const next = left.findIndex(({ refers_to: needs }) =>
      needs.every((need) => ordered.some(({ name }) => name === need)),
    );
    const [table] = left.splice(next, 1);
    if (next < 0 || !table) throw new Error('tables refer to each other in a circle');
    ordered.push({ name: table.name, columns: table.columns });
  }
  return ordered;
}

/** Writes a table to a file, in PostgreSQL's own text form of COPY: any later PostgreSQL reads it. */
export async function writeTable(sql: ISql, { name, columns }: Table, folder: string): Promise<void> {
  const rows = await sql`copy ${sql(name)} (${sql(columns)}) to stdout`.readable();
  await pipeline(rows, createWriteStream(fileOf(folder, name)));
}

/** Fills a table from such a file. Nothing fires: what triggers would do is in the other tables' files. */
export async function readTable(sql: ISql, { name, columns }: Table, folder: string): Promise<void> {
  await sql`alter table ${sql(name)} disable trigger user`;
  const rows = await sql`copy ${sql(name)} (${sql(columns)}) from stdin`.writable();
  await pipeline(createReadStream(fileOf(folder, name)), rows);
  await sql`alter table ${sql(name)} enable trigger user`;
}

/** Numbers drawn from now on follow the greatest that was restored. */
export async function continueSequences(sql: ISql): Promise<void> {
  const owned = z.array(z.object({ sequence: z.string(), table: z.string(), column: z.string() })).parse(
    await sql`
      select s.oid::regclass::text as sequence, t.relname as table, a.attname as column
      from pg_class s join pg_depend d on d.objid = s.oid and d.deptype in ('a', 'i')
        join pg_class t on t.oid = d.refobjid
        join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
      where s.relkind = 'S' and t.relnamespace = 'public'::regnamespace`,
  );
  for (const { sequence, table, column } of owned) {
    await sql`select setval(${sequence}, greatest((select max(${sql(column)}) from ${sql(table)}), 1))`;
  }
}

function fileOf(folder: string, table: string): string {
  return path.join(folder, `${table}.copy`);
}
