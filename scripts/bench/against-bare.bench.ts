import { eq, isNull, sql } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { links } from '@/db/schema/links';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { createBare, idsWithPicture, readBare, readPictures } from './bare';
import { type Bench, type Figure, quantile, timings } from './bench';
import { type EngineStage, type Measured, openEngineStage } from './engine-stage';
import { givenOdoo } from './given-odoo';

/** Products in the stand-in, every seventh with a picture; a given Odoo has what it has, and what is exported to it here. */
const SIZE = Number(process.env.BENCH_SIZE ?? 5_000);
const SENT = 1_000;
/** Pictures asked for in one call. */
const BUNDLES = [1, 25, 100];
const EDITS = 7;

/**
 * What the engine takes for a merchant's work against what a plain reader or writer takes for the same, in one run over
 * the same transport against the same server: the stand-in, or the Odoo of BENCH_ODOO_URL, BENCH_ODOO_DB,
 * BENCH_ODOO_USER and BENCH_ODOO_KEY, which keeps what is written to it.
 */
export const bench: Bench = {
  name: 'bare',
  run: async (say) => {
    const importing = await openEngineStage(SIZE, {}, { given: givenOdoo(), pictures: true });
    try {
      // Whoever comes first waits for what Odoo loads the first time.
      await importing.bare(readBare);
      const read = await told(say, 'bare import', () => importing.bare(readBare));
      const first = await told(say, 'first import', () => importing.run({ remember: true }));
      await importing.run({ remember: true });
      const idle = await told(say, 'nothing changed', () => importing.run({ remember: true }));
      const full = await told(say, 'full run', () => importing.run({ mode: 'full', remember: true }));
      const pictures = await told(say, 'pictures', () => pictureFigures(importing));
      const edits = await told(say, 'single edits', () => editFigures(importing));
      const exporting = await openEngineStage(0, { direction: 'export' }, { given: importing.connection });
      const sent = await told(say, 'export', () => exported(exporting)).finally(exporting.close);
      return [
        ...compared('first import', first, read),
        { name: 'first import, of it waiting for Odoo', value: first.waited, unit: 's' },
        { name: 'first import, memory at most', value: first.megabytes, unit: 'MB' },
        ...pictures,
        { name: 'nothing changed', value: idle.calls, unit: 'calls' },
        { name: 'nothing changed', value: idle.seconds, unit: 's' },
        ...compared('full run, nothing changed', full, read),
        ...compared(`${SENT} products exported`, sent.ours, sent.bare),
        ...edits,
      ];
    } finally {
      await importing.close();
    }
  },
};

type Cost = Pick<Measured, 'seconds' | 'calls'>;

/** What a picture takes, alone in its call and among others; nothing where Odoo has too few. */
async function pictureFigures(stage: EngineStage): Promise<Figure[]> {
  const figures: Figure[] = [];
  await stage.inOdoo(async (odoo) => {
    const ids = await idsWithPicture(odoo);
    for (const size of BUNDLES.filter((one) => one <= ids.length)) {
      const turns = Math.min(10, Math.floor(ids.length / size));
      const durations = await timings(turns, (turn) =>
        readPictures(odoo, ids.slice(turn * size, (turn + 1) * size)),
      );
      const value = quantile(durations, 0.5) / size;
      figures.push({ name: `a picture, ${size} in a call, bare`, value, unit: 'ms' });
    }
  });
  return figures;
}

/** One edit on either side, until a run has carried it to the other: what a webhook or the outbox starts at once. */
async function editFigures(stage: EngineStage): Promise<Figure[]> {
  const [one] = await stage.ctx.db
    .select({ id: products.id, odooId: links.odooId })
    .from(products)
    .innerJoin(links, eq(links.localId, products.id))
    .where(isNull(products.parentId))
    .limit(1);
  if (!one) return [];
  const there: Measured[] = [];
  const here: Measured[] = [];
  for (let turn = 0; turn < EDITS; turn++) {
    await stage.inOdoo((odoo) =>
      odoo.call('product.template', 'write', [[one.odooId], { description_sale: `Edit ${turn} of Odoo` }]),
    );
    there.push(await stage.run({ remember: true }));
    await updateProduct(stage.ctx, one.id, { description: `Edit ${turn} made here` });
    here.push(await stage.run({ remember: true }));
  }
  return [
    ...editsAs('edit in Odoo, the run that brings it here', there),
    ...editsAs('edit here, the run that sends it', here),
  ];
}

function editsAs(name: string, runs: readonly Measured[]): Figure[] {
  const seconds = runs.map((run) => run.seconds).sort((a, b) => a - b);
  const calls = Math.max(...runs.map((run) => run.calls));
  return [
    { name: `${name}, median`, value: quantile(seconds, 0.5), unit: 's' },
    { name: `${name}, 95 %`, value: quantile(seconds, 0.95), unit: 's' },
    { name: `${name}, at most`, value: calls, unit: 'calls' },
  ];
}

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
