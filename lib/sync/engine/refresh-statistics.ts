import { sql } from 'drizzle-orm';
import type { RunContext } from '../kinds/kind';

/** So many new records change what PostgreSQL should think of its tables. */
const MANY = 1_000;

const known = new WeakMap<RunContext, number>();

/**
 * After a phase that made much here: PostgreSQL looks at its tables by itself only every minute or so, and until then
 * plans queries over thousands of rows as if there were none.
 */
export async function refreshStatistics(run: RunContext): Promise<void> {
  const made = Object.values(run.counts).reduce((sum, { created_here }) => sum + created_here, 0);
  if (made - (known.get(run) ?? 0) < MANY) return;
  known.set(run, made);
  await run.ctx.db.execute(
    sql`analyze products, links, origins, stock_links, stock_levels, orders, order_lines`,
  );
}
