import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Ctx } from '@/lib/context';
import type { OverviewAnswer } from './overview-answer';

const figures = z.object({
  last_received_at: z.coerce.date().nullable(),
  received_24h: z.number(),
  median: z.number().nullable(),
  slowest: z.number().nullable(),
});

/** When Odoo last announced something, and how long it took until that was here. */
export async function webhookFigures(
  ctx: Pick<Ctx, 'db' | 'now'>,
  integrationId: string,
): Promise<OverviewAnswer['webhooks']> {
  const [row] = await ctx.db.execute(sql`
    with handled as (
      select greatest(0, extract(epoch from done_at - received_at))::float8 as took from webhook_events
      where integration_id = ${integrationId} and status = 'done' order by received_at desc limit 200
    )
    select max(received_at) as last_received_at,
      count(*) filter (where received_at > ${ctx.now().toISOString()}::timestamptz - interval '24 hours')::int as received_24h,
      (select percentile_cont(0.5) within group (order by took) from handled) as median,
      (select max(took) from handled) as slowest
    from webhook_events where integration_id = ${integrationId}`);
  const { median, slowest, last_received_at: last, received_24h } = figures.parse(row);
  return {
    last_received_at: last?.toISOString() ?? null,
    received_24h,
    latency: median === null || slowest === null ? null : { median, slowest },
  };
}
