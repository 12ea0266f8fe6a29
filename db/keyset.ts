import { asc, desc, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { z } from 'zod';

/** An order of rows by one value, then by id, that can be taken up after any of them: a page costs the same wherever it lies. */
export interface Keyset {
  /** Of a cursor: its key and its id. */
  readonly position: z.ZodType<[string, string]>;
  /** The value of a row as text, as a cursor keeps it. */
  readonly key: SQL<string>;
  readonly orderBy: SQL[];
  /** Those that follow the row with this key and id. */
  after(key: string, id: string): SQL;
}

/** What is written for a value, by its type: a cursor that another order has made is told by it. */
const KEYS = {
  text: z.string(),
  numeric: z.string().regex(/^-?\d+(\.\d+)?$/),
  timestamptz: z.iso.datetime(),
};

/**
 * Both directions of an order. The value must be the same for null in every row (`coalesce`), and an index on
 * `(value, id)` makes it cheap.
 */
export function keyset(
  value: SQLWrapper,
  type: keyof typeof KEYS,
  id: SQLWrapper,
): { readonly up: Keyset; readonly down: Keyset } {
  // Microseconds are kept, which a Date would lose.
  const key =
    type === 'timestamptz'
      ? sql<string>`to_char(${value} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
      : sql<string>`${value}::text`;
  const position = z.tuple([KEYS[type], z.uuid()]);
  const compared = (operator: SQL) => (at: string, last: string) =>
    sql`(${value}, ${id}) ${operator} (${at}::${sql.raw(type)}, ${last}::uuid)`;
  return {
    up: { position, key, orderBy: [asc(value), asc(id)], after: compared(sql`>`) },
    down: { position, key, orderBy: [desc(value), desc(id)], after: compared(sql`<`) },
  };
}
