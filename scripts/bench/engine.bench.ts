import { isNull, sql } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import type { OdooSession } from '@/lib/odoo/session';
import type { Bench, Figure } from './bench';
import { type EngineStage, type Measured, openEngineStage } from './engine-stage';

/** The small and the large catalogue; BENCH_SMALL and BENCH_LARGE say others. */
const SMALL = Number(process.env.BENCH_SMALL ?? 5_000);
const LARGE = Number(process.env.BENCH_LARGE ?? 50_000);
const MANY = 1_000;

type Story = Record<string, Measured>;

/**
 * What runs cost at two sizes of the catalogue, side by side: a run after little has changed must cost the same at
 * both, and memory must not grow with the catalogue (Q3).
 */
export const bench: Bench = {
  name: 'engine',
  run: async (say) => {
    const small = { ...(await imported(SMALL, say)), ...(await exported(SMALL, say)) };
    const large = { ...(await imported(LARGE, say)), ...(await exported(LARGE, say)) };
    return Object.keys(large).flatMap((name) => figuresOf(name, small[name], large[name]));
  },
};

async function imported(size: number, say: (line: string) => void): Promise<Story> {
  say(`${size} products in Odoo`);
  const stage = await openEngineStage(size);
  const told = tell(stage, size, say);
  try {
    const story: Story = { 'first import': await told('first import') };
    story['nothing changed'] = await told('nothing changed');
    await stage.inOdoo((odoo) => rename(odoo, 1, 'Renamed in Odoo'));
    story['one changed in Odoo'] = await told('one changed in Odoo');
    await stage.inOdoo((odoo) => rename(odoo, MANY, 'Renamed with others'));
    story[`${MANY} changed in Odoo`] = await told(`${MANY} changed in Odoo`);
    const [one] = await stage.ctx.db.select().from(products).where(isNull(products.parentId)).limit(1);
    await updateProduct(stage.ctx, one?.id ?? '', { title: 'Renamed here' });
    story['one changed here'] = await told('one changed here');
    await stage.ctx.db.execute(sql`
      update products set title = title || ' bis' where id in (
        select id from products where parent_id is null and not exists (
          select 1 from products child where child.parent_id = products.id) limit ${MANY})`);
    story[`${MANY} changed here`] = await told(`${MANY} changed here`);
    story['full run'] = await stage.run({ mode: 'full' });
    return story;
  } finally {
    await stage.close();
  }
}

async function exported(size: number, say: (line: string) => void): Promise<Story> {
  say(`${size} products here`);
  const stage = await openEngineStage(0);
  try {
    await stage.ctx.db.execute(sql`
      insert into products (id, title, sku, ean, price, cost_price, weight)
      select gen_random_uuid(), 'Produit ' || n, 'SKU-' || n, (3000000000000 + n)::text, n % 1000 + 0.99, n % 500, 0.25
      from generate_series(1, ${size}::int) n`);
    return { 'first export': await tell(stage, size, say)('first export') };
  } finally {
    await stage.close();
  }
}

const tell = (stage: EngineStage, size: number, say: (line: string) => void) => async (name: string) => {
  const run = await stage.run();
  const { seconds, waited, calls, megabytes } = run;
  say(
    `${size}: ${name}: ${seconds.toFixed(1)} s (${waited.toFixed(1)} s in Odoo), ${calls} calls, ${megabytes.toFixed(0)} MB`,
  );
  return run;
};

async function rename(odoo: OdooSession, count: number, name: string): Promise<void> {
  const ids = await odoo.call('product.template', 'search', [[]], { limit: count, order: 'id desc' });
  await odoo.call('product.template', 'write', [ids, { name }]);
}

function figuresOf(name: string, small: Measured | undefined, large: Measured | undefined): Figure[] {
  if (!small || !large) return [];
  const of = (what: string, value: number, unit: string): Figure => ({
    name: `${name}, ${what}`,
    value,
    unit,
  });
  return [
    of(`${LARGE} products`, large.seconds, 's'),
    of('of them waiting for Odoo', large.waited, 's'),
    of('calls', large.calls, 'calls'),
    of(`calls, ${LARGE} against ${SMALL}`, large.calls / small.calls, '×'),
    of(`time, ${LARGE} against ${SMALL}`, large.seconds / small.seconds, '×'),
    of('memory at most', large.megabytes, 'MB'),
    of(`memory, ${LARGE} against ${SMALL}`, large.megabytes / small.megabytes, '×'),
  ];
}
