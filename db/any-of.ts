import { type Column, type SQL, sql } from 'drizzle-orm';

/**
 * `column = any(…)`: one parameter, however many values. The query builder's `inArray` makes a parameter of each, and
 * putting such a statement together takes longer than its work where a batch names hundreds of records. False for none.
 */
export function anyOf<C extends Column>(column: C, values: readonly NonNullable<C['_']['data']>[]): SQL {
  const list = values.map((value) => element(String(column.mapToDriverValue(value)))).join(',');
  return sql`${column} = any(${`{${list}}`}::${sql.raw(column.getSQLType())}[])`;
}

/** A value within the text of an array. */
function element(text: string): string {
  return `"${text.toWellFormed().replace(/["\\]/g, '\\$&')}"`;
}
