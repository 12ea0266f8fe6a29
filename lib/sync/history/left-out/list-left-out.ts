import { and, desc, eq, isNull, lt } from 'drizzle-orm';
import { z } from 'zod';
import { integrations } from '@/db/schema/integrations';
import { leftOut } from '@/db/schema/links';
import type { Ctx } from '@/lib/context';
import { decodeCursor, pageOf } from '@/lib/http/list';

export type LeftOut = typeof leftOut.$inferSelect & { readonly integrationName: string };

export interface LeftOutFilter {
  readonly integrationId?: string;
  readonly kind?: LeftOut['kind'];
  readonly limit: number;
  readonly cursor?: string;
}

/** What a person keeps out, in a fixed order of its own. @throws AppError invalid_cursor */
export async function listLeftOut(ctx: Pick<Ctx, 'db'>, filter: LeftOutFilter) {
  const after = filter.cursor ? decodeCursor(filter.cursor, z.tuple([z.uuid()]))[0] : undefined;
  const rows = await ctx.db
    .select({ record: leftOut, integrationName: integrations.name })
    .from(leftOut)
    .innerJoin(integrations, eq(integrations.id, leftOut.integrationId))
    .where(
      and(
        isNull(leftOut.broughtBackAt),
        filter.integrationId ? eq(leftOut.integrationId, filter.integrationId) : undefined,
        filter.kind ? eq(leftOut.kind, filter.kind) : undefined,
        after ? lt(leftOut.id, after) : undefined,
      ),
    )
    .orderBy(desc(leftOut.id))
    .limit(filter.limit + 1);
  return pageOf(
    rows.map(({ record, integrationName }): LeftOut => ({ ...record, integrationName })),
    filter.limit,
    ({ id }) => [id],
  );
}
