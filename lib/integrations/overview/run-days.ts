import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Ctx } from '@/lib/context';
import type { OverviewDay } from './overview-answer';

export const STRIP_DAYS = 30;

const rows = z.array(
  z.object({
    day: z.string(),
    runs: z.number(),
    changes: z.number(),
    partial: z.number(),
    failed: z.number(),
  }),
);

/** What the runs of each of the last thirty days came to, days without any among them; previews do not count. */
export async function runDays(
  ctx: Pick<Ctx, 'db' | 'env' | 'now'>,
  integrationId: string,
): Promise<OverviewDay[]> {
  const zone = ctx.env.TIME_ZONE;
  const today = sql`(${ctx.now().toISOString()}::timestamptz at time zone ${zone})::date`;
  const found = await ctx.db.execute(sql`
    with days as (select generate_series(${today} - ${STRIP_DAYS - 1}::int, ${today}, interval '1 day')::date as day),
    ended as (
      select (r.created_at at time zone ${zone})::date as day, r.status,
        (select coalesce(sum(figure.value::numeric), 0) from jsonb_each(r.counts) kind, jsonb_each_text(kind.value) figure
          where figure.key in ('created_here', 'updated_here', 'deleted_here', 'created_in_odoo', 'updated_in_odoo',
            'archived_in_odoo')) as changes
      from runs r where r.integration_id = ${integrationId} and not r.dry_run
        and r.created_at >= ((${today} - ${STRIP_DAYS - 1}::int)::timestamp at time zone ${zone})
    )
    select days.day::text as day, count(ended.status)::int as runs, coalesce(sum(ended.changes), 0)::int as changes,
      count(*) filter (where ended.status = 'partial')::int as partial,
      count(*) filter (where ended.status = 'failed')::int as failed
    from days left join ended on ended.day = days.day group by days.day order by days.day`);
  return rows.parse([...found]);
}
