import { and, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { cursors } from '@/db/schema/feeds';
import { runs } from '@/db/schema/runs';
import type { RunContext } from '../kinds/kind';
import { TEMPLATE } from '../kinds/product/family';

/**
 * Whether no run that looks at products has ended yet: until then everything is new, and was asked for as a whole. Old
 * runs are deleted in time and positions are forgotten when settings change; either of them tells of an earlier run.
 */
export async function isFirstRun({ ctx, integration }: RunContext): Promise<boolean> {
  const [position] = await ctx.db
    .select({ stream: cursors.stream })
    .from(cursors)
    .where(
      and(
        eq(cursors.integrationId, integration.id),
        eq(cursors.stream, TEMPLATE),
        isNotNull(cursors.watermark),
      ),
    )
    .limit(1);
  if (position) return false;
  const ended = await ctx.db
    .select({ id: runs.id })
    .from(runs)
    .where(
      and(
        eq(runs.integrationId, integration.id),
        eq(runs.dryRun, false),
        isNull(runs.undoOf),
        inArray(runs.status, ['succeeded', 'partial']),
        or(isNull(runs.kinds), sql`${runs.kinds} ? 'product'`),
      ),
    )
    .limit(1);
  return ended.length === 0;
}
