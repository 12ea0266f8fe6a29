import { sql } from 'drizzle-orm';
import type { RunContext } from '../kinds/kind';

/** So many new rows, or as many again as there were, change what PostgreSQL should think of its tables. */
const MANY = 1_000;

const known = new WeakMap<RunContext, number>();

/**
 * After a page or a phase that made much here: PostgreSQL looks at its tables by itself only every minute or so, and until then
 * plans queries over thousands of rows as if there were none.
 */
export async function refreshStatistics(run: RunContext): Promise<void> {
  if (run.run.dryRun) return;
  const made = Object.values(run.counts).reduce(
    (sum, kind) => sum + kind.created_here + kind.updated_here,
    0,
  );
  const before = known.get(run) ?? 0;
  if (made - before < Math.max(MANY, before)) return;
  known.set(run, made);
  await run.ctx.db.execute(
    sql`analyze products, links, origins, stock_links, stock_levels, orders, order_lines`,
  );
}
