import { type Column, type SQL, sql } from 'drizzle-orm';

/**
 * `column = any(…)`: one parameter, however many values. The query builder's `inArray` makes a parameter of each, and
 * putting such a statement together takes longer than its work where a batch names hundreds of records. False for none.
 */
export function anyOf<C extends Column>(column: C, values: readonly NonNullable<C['_']['data']>[]): SQL {
  const list = values.map((value) => element(String(column.mapToDriverValue(value)))).join(',');
  return sql`${column} = any(${`{${list}}`}::${sql.raw(typeOf(column))}[])`;
}

/** A serial is a number with a default: there is no such type but where a table is made. */
function typeOf(column: Column): string {
  return column.getSQLType().replace(/serial$/, 'int');
}

/** A value within the text of an array. */
function element(text: string): string {
  return `"${text.toWellFormed().replace(/["\\]/g, '\\$&')}"`;
}
