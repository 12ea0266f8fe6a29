import { sql } from 'drizzle-orm';
import type { Ctx } from '@/lib/context';

/** Brings back a deleted category and the deleted ones above it. */
export async function restoreCategoryPath(ctx: Pick<Ctx, 'db'>, id: string): Promise<void> {
  await ctx.db.execute(sql`
    with recursive path as (
      select id, parent_id from categories where id = ${id}
      union
      select c.id, c.parent_id from categories c join path on c.id = path.parent_id
    )
    update categories set deleted_at = null
    where deleted_at is not null and id in (select id from path)`);
}
