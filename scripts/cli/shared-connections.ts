import { randomUUID } from 'node:crypto';
import postgres from 'postgres';

/**
 * Whether a pooler stands before the database that gives each transaction whichever connection is free (pgbouncer in
 * transaction mode): what one session sets is then seen by another. Prepared statements do not work there.
 */
export async function sharesConnections(url: string): Promise<boolean> {
  const open = () => postgres(url, { max: 1, prepare: false, connect_timeout: 5, onnotice: () => undefined });
  const [one, other] = [open(), open()];
  const mark = randomUUID();
  try {
    await other`select 1`;
    await one`select set_config('products_manager.probe', ${mark}, false)`;
    const [row] = await other`select current_setting('products_manager.probe', true) as seen`;
    return row?.seen === mark;
  } finally {
    await Promise.all([one.end({ timeout: 2 }), other.end({ timeout: 2 })]);
  }
}
