import { setTimeout as sleep } from 'node:timers/promises';
import { eq, or, sql } from 'drizzle-orm';
import { integrations } from '@/db/schema/integrations';
import { runs } from '@/db/schema/runs';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { requestRun } from '@/lib/sync/history/request-run';

const OVER = ['succeeded', 'partial', 'failed', 'cancelled'];

/** Asks for a run and, if wanted, waits for it. Returns the exit code: 0 unless the awaited run did not succeed. */
export async function requestSync(
  ctx: Ctx,
  integration: string,
  options: { full?: boolean; dryRun?: boolean; wait?: boolean },
  say: (line: string) => void,
): Promise<number> {
  const integrationId = await findIntegration(ctx, integration);
  const mode = options.full ? 'full' : 'incremental';
  const { runId } = await requestRun(ctx, {
    integrationId,
    trigger: 'manual',
    mode,
    dryRun: options.dryRun ?? false,
  });
  say(`Run ${runId} queued.`);
  if (!options.wait) return 0;
  let shown = '';
  for (;;) {
    const [run] = await ctx.db.select().from(runs).where(eq(runs.id, runId));
    if (!run) throw new AppError('not_found');
    const { phase, done, total } = run.progress;
    const progress = `${run.status}: ${phase} ${done}${total === null ? '' : `/${total}`}`;
    if (progress !== shown) say(progress);
    shown = progress;
    if (OVER.includes(run.status)) {
      for (const [kind, counts] of Object.entries(run.counts)) {
        const told = Object.entries(counts).filter(([, count]) => count > 0);
        say(`  ${kind}: ${told.map(([what, count]) => `${what} ${count}`).join(', ') || 'nothing'}`);
      }
      if (run.error) say(`  ${run.error.code}: ${run.error.message}`);
      return run.status === 'succeeded' ? 0 : 1;
    }
    await sleep(500);
  }
}

async function findIntegration(ctx: Ctx, named: string): Promise<string> {
  const found = await ctx.db
    .select({ id: integrations.id })
    .from(integrations)
    .where(
      named === 'odoo'
        ? eq(integrations.type, 'odoo')
        : or(sql`${integrations.id}::text = ${named}`, eq(integrations.name, named)),
    );
  if (found.length > 1) throw new AppError('several_integrations', { ids: found.map(({ id }) => id) });
  const [only] = found;
  if (!only) throw new AppError('not_found');
  return only.id;
}
