import { type Column, getTableColumns, type SQL, sql } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Db } from './client';

/*
 * Many rows as one JSON parameter. A statement with a parameter a value, as the query builder makes it, costs more than
 * the work itself where a batch has tens of thousands of values.
 */

/** Rows a statement: its text is as short for thousands as for one; only the parameter's room counts. */
const ROWS = 5_000;

/**
 * Inserts rows; values left out get the column's default. `conflict` is what follows them: `on conflict …`, where the new
 * row is `excluded`.
 */
export async function insertRows<Table extends PgTable>(
  db: Pick<Db, 'execute'>,
  table: Table,
  rows: readonly Table['$inferInsert'][],
  conflict: SQL = sql``,
): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS) {
    const part: Record<string, unknown>[] = rows.slice(at, at + ROWS);
    const columns = Object.entries(getTableColumns(table)).filter(
      ([key, column]) => column.defaultFn || part.some((row) => row[key] !== undefined),
    );
    await db.execute(sql`
      insert into ${table} (${listed(columns, nameOf)})
      select ${listed(columns, valueOrDefault)} from ${recordset(columns, part)} ${conflict}`);
  }
}

/** Gives rows, known by their ids, the values that they name; as many statements as they name different columns. */
export async function updateRows<Table extends PgTable & { id: Column }>(
  db: Pick<Db, 'execute'>,
  table: Table,
  rows: readonly (Partial<Table['$inferInsert']> & { id: string })[],
): Promise<void> {
  const known = Object.entries(getTableColumns(table));
  const isTold = (row: Readonly<Record<string, unknown>>) => (key: string) => row[key] !== undefined;
  const told = (row: Readonly<Record<string, unknown>>) => known.map(([key]) => key).filter(isTold(row));
  for (const alike of Map.groupBy(rows, (row) => told(row).join(' ')).values()) {
    for (let at = 0; at < alike.length; at += ROWS) {
      const part: Record<string, unknown>[] = alike.slice(at, at + ROWS);
      const columns = known.filter(([key]) => isTold(part[0] ?? {})(key));
      const set = columns.filter(([key]) => key !== 'id');
      if (set.length === 0) continue;
      await db.execute(sql`
        update ${table} set ${listed(set, (column) => sql`${nameOf(column)} = told.${nameOf(column)}`)}
        from ${recordset(columns, part)} where ${table.id} = told.id`);
    }
  }
}

type NamedColumn = readonly [key: string, column: Column];

const columnName = ([key, column]: NamedColumn) => (column.keyAsName ? toSnakeCase(key) : column.name);
const nameOf = (column: NamedColumn) => sql.identifier(columnName(column));

function listed(
  columns: readonly NamedColumn[],
  say: (column: NamedColumn) => SQL | ReturnType<typeof nameOf>,
) {
  return sql.join(
    columns.map((column) => sql`${say(column)}`),
    sql`, `,
  );
}

/** The rows as a table `told` of typed columns. */
function recordset(columns: readonly NamedColumn[], rows: readonly Readonly<Record<string, unknown>>[]): SQL {
  const kept = columns.map(([key, column]) => ({
    key,
    name: columnName([key, column]),
    column,
    isJson: column.getSQLType().startsWith('json'),
  }));
  const json = rows.map((row) => {
    const told: Record<string, unknown> = {};
    for (const { key, name, column, isJson } of kept) {
      const value = row[key] === undefined ? column.defaultFn?.() : row[key];
      if (value !== undefined)
        told[name] = isJson || value === null ? value : sendable(column.mapToDriverValue(value));
    }
    return told;
  });
  const types = listed(columns, (column) => sql`${nameOf(column)} ${sql.raw(column[1].getSQLType())}`);
  return sql`json_to_recordset(${JSON.stringify(json)}::json) as told (${types})`;
}

/** A text cut within a character would spoil the JSON of all rows; as a parameter of its own it loses that character. */
function sendable(value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}

/** What a row says, or the default where it says nothing: no column that must have a value is ever told null. */
function valueOrDefault(named: NamedColumn): SQL {
  const [, column] = named;
  const told = sql`told.${nameOf(named)}`;
  if (!column.notNull || column.default === undefined) return told;
  return sql`coalesce(${told}, ${sql.param(column.default, column)}::${sql.raw(column.getSQLType())})`;
}
