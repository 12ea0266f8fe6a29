import { sql } from 'drizzle-orm';
import type { RecordKind } from '@/db/schema/runs';
import type { RunContext } from '../kinds/kind';

/** So many new rows, or as many again as there were, change what PostgreSQL should think of its tables. */
const MANY = 1_000;

/** What is made of which kinds lies where. */
const PLACES: readonly { readonly kinds: readonly RecordKind[]; readonly tables: string }[] = [
  { kinds: ['product', 'variant'], tables: 'products, links, origins' },
  { kinds: ['image'], tables: 'product_images' },
  { kinds: ['stock'], tables: 'stock_links, stock_levels' },
  { kinds: ['order'], tables: 'orders, order_lines' },
];

/** Rows made when a table was looked at last, by its place in `PLACES`. */
const known = new WeakMap<RunContext, number[]>();

/**
 * After a page or a phase that made much here: PostgreSQL looks at its tables by itself only every minute or so, and until then
 * plans queries over thousands of rows as if there were none.
 */
export async function refreshStatistics(run: RunContext): Promise<void> {
  if (run.run.dryRun) return;
  const before = known.get(run) ?? [];
  known.set(run, before);
  for (const [place, { kinds, tables }] of PLACES.entries()) {
    const made = kinds.reduce((sum, kind) => sum + madeOf(run, kind), 0);
    const last = before[place] ?? 0;
    if (made - last < Math.max(MANY, last)) continue;
    before[place] = made;
    await run.ctx.db.execute(sql.raw(`analyze ${tables}`));
  }
}

function madeOf({ counts }: RunContext, kind: RecordKind): number {
  const { seen = 0, created_here = 0, updated_here = 0, created_in_odoo = 0 } = counts[kind] ?? {};
  // What both sides agree on is noted of every count, also where nothing lies.
  return kind === 'stock' ? seen : created_here + updated_here + created_in_odoo;
}
