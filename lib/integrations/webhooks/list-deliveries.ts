import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import { webhookEvents } from '@/db/schema/integrations';
import type { Ctx } from '@/lib/context';
import { decodeCursor, pageOf } from '@/lib/http/list';
import { findIntegration } from '../find';
import { type DELIVERY_STATUSES, type DeliveryAnswer, deliveryAnswer } from './answers';
import type { WebhookTopic } from './topics';

export interface DeliveryFilter {
  topic?: WebhookTopic | undefined;
  status?: (typeof DELIVERY_STATUSES)[number] | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** What an Odoo has announced, newest first. @throws AppError not_found, several_integrations, invalid_cursor */
export async function listDeliveries(ctx: Pick<Ctx, 'db'>, ref: string, filter: DeliveryFilter) {
  const { id } = await findIntegration(ctx, ref);
  const after = filter.cursor ? decodeCursor(filter.cursor, z.tuple([z.uuid()]))[0] : undefined;
  const rows = await ctx.db
    .select()
    .from(webhookEvents)
    .where(
      and(
        eq(webhookEvents.integrationId, id),
        filter.topic ? eq(webhookEvents.topic, filter.topic) : undefined,
        filter.status ? eq(webhookEvents.status, filter.status) : undefined,
        after ? lt(webhookEvents.id, after) : undefined,
      ),
    )
    .orderBy(desc(webhookEvents.id))
    .limit(filter.limit + 1);
  const { data, next_cursor } = pageOf(rows, filter.limit, (row) => [row.id]);
  return { data: data.map(present), next_cursor };
}

function present({ receivedAt, doneAt, ...row }: typeof webhookEvents.$inferSelect): DeliveryAnswer {
  return deliveryAnswer.parse({
    ...row,
    odoo_model: row.odooModel,
    odoo_id: row.odooId,
    received_at: receivedAt.toISOString(),
    done_at: doneAt?.toISOString() ?? null,
    latency_seconds: doneAt ? Math.max(0, (doneAt.getTime() - receivedAt.getTime()) / 1_000) : null,
    run_id: row.runId,
  });
}
