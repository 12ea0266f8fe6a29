import { readFile } from 'node:fs/promises';
import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { POST } from '@/app/api/v1/webhooks/odoo/[topic]/route';
import { integrations, webhookEvents } from '@/db/schema/integrations';
import { createIntegration } from '@/lib/integrations/create';
import { createInput } from '@/lib/integrations/schema';
import { showWebhookSecret } from '@/lib/integrations/webhook-secret';
import type { Runtime } from '@/lib/runtime';
import { type Bench, type Figure, quantile } from './bench';
import { openBenchRuntime } from './bench-runtime';

const EVENTS = 5_000;
/** As many as Odoo's workers wait for at once. */
const SENDERS = 16;
/** Of Linux's process table. */
const TICK_MS = 10;
const shared: typeof globalThis & { productsManager?: Runtime } = globalThis;

/**
 * What it takes to receive an event: the route as it is called, everything but HTTP itself, against the barest thing
 * that loses none, a plain insert of each event; in one process, on one database, one after the other.
 */
export const bench: Bench = {
  name: 'intake',
  run: async (say) => {
    const { system, ctx, close } = await openBenchRuntime();
    shared.productsManager = system;
    try {
      const config = { url: 'https://a.odoo.com', database: 'a', username: 'a', api_key: 'k' };
      await createIntegration(ctx, createInput.parse({ name: 'A', type: 'odoo', config }));
      const { urls, secret } = await showWebhookSecret(ctx, 'odoo');
      const [integration] = await system.db.select().from(integrations);
      const integrationId = integration?.id ?? '';
      const receive = async (id: number) => {
        const body = JSON.stringify({ _action: 'Send(#4)', _id: id, _model: 'product.template', id });
        const request = new Request(`${urls.products}?token=${secret}`, { method: 'POST', body });
        const { status } = await POST(request, { params: Promise.resolve({ topic: 'products' }) });
        if (status !== 202) throw new Error(`An event was answered ${status}`);
      };
      const insert = (id: number) =>
        system.db
          .insert(webhookEvents)
          .values({ integrationId, topic: 'products', odooModel: 'bare', odooId: id, digest: `bare ${id}` });
      const backends = () => backendsTime(system);
      for (const work of [receive, insert]) await flood(work, backends, EVENTS, EVENTS + 200);
      say(`${EVENTS} events, ${SENDERS} at a time`);
      const bare = await flood(insert, backends, 0, EVENTS);
      const ours = await flood(receive, backends, 0, EVENTS);
      const kept = await system.db.$count(webhookEvents, eq(webhookEvents.odooModel, 'product.template'));
      return [
        ...figuresOf('route', ours),
        ...figuresOf('a plain insert', bare),
        { name: 'route over a plain insert, processor', value: ours.processor / bare.processor, unit: '×' },
        { name: 'route over a plain insert, wall', value: ours.wall / bare.wall, unit: '×' },
        { name: 'lost', value: EVENTS + 200 - kept, unit: 'events' },
      ];
    } finally {
      shared.productsManager = undefined;
      await close();
    }
  },
};

/** Milliseconds an event: of the clock, of this process's and PostgreSQL's processor; and how long callers waited. */
interface Flood {
  readonly wall: number;
  readonly node: number;
  readonly processor: number;
  readonly waits: readonly number[];
}

async function flood(
  work: (id: number) => PromiseLike<unknown>,
  backends: () => Promise<number>,
  from: number,
  to: number,
): Promise<Flood> {
  const waits: number[] = [];
  const before = { node: process.cpuUsage(), backends: await backends() };
  const start = performance.now();
  let next = from;
  const sender = async () => {
    while (next < to) {
      const sent = performance.now();
      await work(++next);
      waits.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  const wall = (performance.now() - start) / (to - from);
  const { user, system } = process.cpuUsage(before.node);
  const node = (user + system) / 1000 / (to - from);
  const processor = node + ((await backends()) - before.backends) / (to - from);
  return { wall, node, processor, waits: waits.sort((one, other) => one - other) };
}

/** Milliseconds of processor that the connections' processes of PostgreSQL have taken. */
async function backendsTime({ db }: Runtime): Promise<number> {
  const rows = await db.execute(
    sql`select pid from pg_stat_activity where datname = current_database() and client_port is not null`,
  );
  const times = z
    .array(z.object({ pid: z.number() }))
    .parse([...rows])
    .map(async ({ pid }) => {
      const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
    });
  return (await Promise.all(times)).reduce((sum, time) => sum + time, 0);
}

function figuresOf(name: string, { wall, node, processor, waits }: Flood): Figure[] {
  return [
    { name: `${name}, processor an event`, value: processor, unit: 'ms' },
    { name: `${name}, of it Node`, value: node, unit: 'ms' },
    { name: `${name}, throughput`, value: 1000 / wall, unit: 'events/s' },
    { name: `${name}, wait, median`, value: quantile(waits, 0.5), unit: 'ms' },
    { name: `${name}, wait, 99 %`, value: quantile(waits, 0.99), unit: 'ms' },
  ];
}
