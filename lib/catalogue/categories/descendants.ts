import { type SQL, sql } from 'drizzle-orm';

/** A subquery of the ids of a category and of everything under it. */
export function descendantIds(id: string): SQL {
  return sql`
    with recursive under as (
      select id from categories where id = ${id}
      union
      select c.id from categories c join under on c.parent_id = under.id
    )
    select id from under`;
}
