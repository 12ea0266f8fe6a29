import { eq } from 'drizzle-orm';
import { conflicts, syncErrors } from '@/db/schema/inbox';
import type { Ctx } from '@/lib/context';

export interface OpenCounts {
  errors: number;
  conflicts: number;
}

/** How many errors and conflicts wait for a person. */
export async function countOpen(ctx: Pick<Ctx, 'db'>): Promise<OpenCounts> {
  const [errors, open] = await Promise.all([
    ctx.db.$count(syncErrors, eq(syncErrors.status, 'open')),
    ctx.db.$count(conflicts, eq(conflicts.status, 'open')),
  ]);
  return { errors, conflicts: open };
}
