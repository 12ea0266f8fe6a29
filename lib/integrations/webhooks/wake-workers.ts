import type { Ctx } from '@/lib/context';
import type { Queue } from '@/lib/queue/queue';
import { SETTLE_SECONDS } from './store-announcement';

/** The event must be due when the worker looks. */
const WAKE_AFTER_MS = SETTLE_SECONDS * 1000 + 20;

/** Integrations whose wake is planned, and whether something came that will not be due by then. */
const planned = new WeakMap<Queue, Map<string, boolean>>();

/**
 * Wakes a worker for an integration shortly, once for what is stored until then. Nothing depends on it but speed:
 * the workers look for due events by themselves, every other moment.
 */
export function wakeWorkers(ctx: Ctx, integrationId: string): void {
  const wakes = planned.get(ctx.queue) ?? new Map<string, boolean>();
  planned.set(ctx.queue, wakes);
  const again = wakes.has(integrationId);
  wakes.set(integrationId, again);
  if (!again) setTimeout(() => wake(ctx, wakes, integrationId), WAKE_AFTER_MS).unref();
}

function wake(ctx: Ctx, wakes: Map<string, boolean>, integrationId: string): void {
  const again = wakes.get(integrationId);
  wakes.delete(integrationId);
  ctx.queue
    .send(ctx.db, 'sync.wake', { integration_id: integrationId }, { key: integrationId })
    .catch((error: unknown) => ctx.logger.warn({ err: error }, 'a worker could not be woken'));
  if (again) wakeWorkers(ctx, integrationId);
}
