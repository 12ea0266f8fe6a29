import { sql } from 'drizzle-orm';
import { createBare, readBare } from './bare';
import type { Bench, Figure } from './bench';
import { type EngineStage, type Measured, openEngineStage } from './engine-stage';
import { givenOdoo } from './given-odoo';

/** Products in the stand-in; a given Odoo has what it has, and what is exported to it here. */
const SIZE = Number(process.env.BENCH_SIZE ?? 5_000);
const SENT = 1_000;

/**
 * What the engine takes for a merchant's work against what a plain reader or writer takes for the same, in one run over
 * the same transport against the same server: the stand-in, or the Odoo of BENCH_ODOO_URL, BENCH_ODOO_DB,
 * BENCH_ODOO_USER and BENCH_ODOO_KEY, which keeps what is written to it.
 */
export const bench: Bench = {
  name: 'bare',
  run: async (say) => {
    const importing = await openEngineStage(SIZE, {}, givenOdoo());
    try {
      const first = await told(say, 'first import', () => importing.run({ remember: true }));
      await importing.run({ remember: true });
      const idle = await told(say, 'nothing changed', () => importing.run({ remember: true }));
      const full = await told(say, 'full run', () => importing.run({ mode: 'full', remember: true }));
      const read = await told(say, 'bare import', () => importing.bare(readBare));
      const exporting = await openEngineStage(0, { direction: 'export' }, importing.connection);
      const sent = await told(say, 'export', () => exported(exporting)).finally(exporting.close);
      return [
        ...compared('first import', first, read),
        { name: 'first import, memory at most', value: first.megabytes, unit: 'MB' },
        { name: 'nothing changed', value: idle.calls, unit: 'calls' },
        { name: 'nothing changed', value: idle.seconds, unit: 's' },
        ...compared('full run, nothing changed', full, read),
        ...compared(`${SENT} products exported`, sent.ours, sent.bare),
      ];
    } finally {
      await importing.close();
    }
  },
};

type Cost = Pick<Measured, 'seconds' | 'calls'>;

async function exported(stage: EngineStage): Promise<{ ours: Measured; bare: Cost }> {
  const mark = Date.now().toString(36);
  await stage.ctx.db.execute(sql`
    insert into products (id, title, sku, price, weight)
    select gen_random_uuid(), 'Ours ' || ${mark}::text || ' ' || n, ${mark}::text || '-' || n, n % 100 + 0.99, 0.25
    from generate_series(1, ${SENT}::int) n`);
  const ours = await stage.run({ confirmed: true });
  return { ours, bare: await stage.bare((odoo) => createBare(odoo, SENT, `Bare ${mark}`)) };
}

function compared(name: string, ours: Cost, bare: Cost): Figure[] {
  return [
    { name: `${name}, ours`, value: ours.seconds, unit: 's' },
    { name: `${name}, bare`, value: bare.seconds, unit: 's' },
    { name: `${name}, ours ÷ bare`, value: ours.seconds / bare.seconds, unit: '×' },
    { name: `${name}, ours`, value: ours.calls, unit: 'calls' },
    { name: `${name}, bare`, value: bare.calls, unit: 'calls' },
  ];
}

async function told<Result>(
  say: (line: string) => void,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const start = performance.now();
  const result = await work();
  say(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}
