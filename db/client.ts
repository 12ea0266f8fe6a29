import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as catalogue from './schema/catalogue';
import * as differences from './schema/differences';
import * as edits from './schema/edits';
import * as feeds from './schema/feeds';
import * as inbox from './schema/inbox';
import * as integrations from './schema/integrations';
import * as links from './schema/links';
import * as notifications from './schema/notifications';
import * as orders from './schema/orders';
import * as people from './schema/people';
import * as runs from './schema/runs';

const schema = {
  ...people,
  ...catalogue,
  ...differences,
  ...edits,
  ...feeds,
  ...inbox,
  ...integrations,
  ...links,
  ...notifications,
  ...orders,
  ...runs,
};

export type Database = PostgresJsDatabase<typeof schema>;
/** What a verb needs to read and write: the database or a transaction of it. */
export type Db = Pick<
  Database,
  | 'select'
  | 'selectDistinct'
  | 'selectDistinctOn'
  | 'insert'
  | 'update'
  | 'delete'
  | 'execute'
  | 'query'
  | '$with'
  | 'with'
  | '$count'
  | 'transaction'
>;

export interface ConnectOptions {
  /** Connections at most; 10 unless said. */
  readonly max?: number | undefined;
  /** Whether statements are prepared by name; not behind a pooler that gives each transaction another connection. */
  readonly prepare?: boolean;
  /** After how many seconds without work a connection is given back; never unless said. */
  readonly idleSeconds?: number;
}

/** Opens a pool of connections to PostgreSQL. `close` ends it within five seconds. */
export function connect(
  url: string,
  { max = 10, prepare = true, idleSeconds }: ConnectOptions = {},
): { db: Database; sql: postgres.Sql; close: () => Promise<void> } {
  const sql = postgres(url, {
    max,
    prepare,
    ...(idleSeconds === undefined ? {} : { idle_timeout: idleSeconds }),
    onnotice: () => {},
    connection: { application_name: 'products-manager' },
  });
  return { db: drizzle(sql, { schema, casing: 'snake_case' }), sql, close: () => sql.end({ timeout: 5 }) };
}
