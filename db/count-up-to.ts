import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from './client';

/** Counting stops here, so that it stays cheap whatever the size of a shop. */
export const COUNT_LIMIT = 100_000;

const counted = z.tuple([z.object({ count: z.number() })]);

/**
 * How many rows there are, at most `COUNT_LIMIT + 1`.
 * @param rows what stands after `from`: the table with its conditions
 */
export async function countUpTo(db: Pick<Db, 'execute'>, rows: SQL): Promise<number> {
  const answer = await db.execute(
    sql`select count(*)::int as count from (select 1 from ${rows} limit ${COUNT_LIMIT + 1}) matching`,
  );
  const [{ count }] = counted.parse([...answer]);
  return count;
}
