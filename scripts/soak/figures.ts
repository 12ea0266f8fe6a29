import { count, sql } from 'drizzle-orm';
import { webhookEvents } from '@/db/schema/integrations';
import { runs } from '@/db/schema/runs';
import type { World } from '@/e2e/simulation/world';

/** What happened while the machine soaked. */
export class Tally {
  readonly counts = new Map<string, number>();
  readonly memory: { minute: number; web: number; worker: number }[] = [];

  add(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }
}

/** Figures for a note: a line each. */
export async function figures(world: World, tally: Tally, minutes: number): Promise<string[]> {
  const { db } = world.runtime;
  const ended = await db.select({ status: runs.status, count: count() }).from(runs).groupBy(runs.status);
  const events = await db
    .select({ status: webhookEvents.status, count: count() })
    .from(webhookEvents)
    .groupBy(webhookEvents.status);
  const [calls] = await db.select({ sum: sql<string>`coalesce(sum(${runs.rpcCalls}), 0)` }).from(runs);
  const list = (rows: readonly { status: string; count: number }[]) =>
    rows.map((row) => `${row.count} ${row.status}`).join(', ') || 'none';
  return [
    `minutes: ${minutes.toFixed(1)}, Odoo ${world.odoo.db.caps.serie}, seed ${world.seed}`,
    ...[...tally.counts].sort().map(([what, times]) => `${what}: ${times}`),
    `runs: ${list(ended)}`,
    `announcements: ${list(events)}`,
    `calls to Odoo that runs have kept account of: ${calls?.sum}`,
    ...(['web', 'worker'] as const).map((part) => memoryLine(part, tally)),
  ];
}

/** Medians of the first and the last third, so that one garbage collection more or less does not count. */
function memoryLine(part: 'web' | 'worker', { memory }: Tally): string {
  const sizes = memory.map((sample) => sample[part]).filter((size) => size > 0);
  const third = Math.max(1, Math.floor(sizes.length / 3));
  const median = (some: readonly number[]) =>
    some.toSorted((a, b) => a - b)[Math.floor(some.length / 2)] ?? 0;
  const [first, last] = [median(sizes.slice(0, third)), median(sizes.slice(-third))];
  return `memory of the ${part}: ${first} MB in the first third, ${last} MB in the last, ${Math.max(0, ...sizes)} MB at most`;
}
