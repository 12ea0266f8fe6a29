import { and, asc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { LISTS_WITH_VIEWS, savedViews } from '@/db/schema/people';
import { browseQuery } from '@/lib/catalogue/products/browse-products';
import { stockBrowseQuery } from '@/lib/catalogue/stock/browse-stock';
import { type Ctx, inTransaction } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { textParams } from '@/lib/http/search-params';
import { orderListQuery } from '@/lib/orders/schema';

/** How many a person may keep of one list. */
const MOST = 30;

const name = z.string().trim().min(1).max(60);
const page = { limit: true, cursor: true } as const;

export const newView = z.discriminatedUnion('list', [
  z.strictObject({
    // The first list that had views.
    list: z.literal('products').optional(),
    name,
    query: browseQuery.omit(page).partial().strict(),
  }),
  z.strictObject({ list: z.literal('stock'), name, query: stockBrowseQuery.omit(page).partial().strict() }),
  z.strictObject({ list: z.literal('orders'), name, query: orderListQuery.omit(page).partial().strict() }),
]);

export const viewsQuery = z.object({ list: z.enum(LISTS_WITH_VIEWS).optional() });

export const viewAnswer = z.object({
  id: z.uuid(),
  list: z.enum(LISTS_WITH_VIEWS),
  name: z.string(),
  query: z.record(z.string(), z.string()),
});
export type SavedView = z.output<typeof viewAnswer>;

/** The signed-in person's own views, of one list or of all, by name; none for a token. */
export async function listViews(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  { list }: z.output<typeof viewsQuery>,
): Promise<SavedView[]> {
  if (ctx.actor.kind !== 'user' || ctx.actor.id === null) return [];
  const rows = await ctx.db
    .select()
    .from(savedViews)
    .where(and(eq(savedViews.userId, ctx.actor.id), list ? eq(savedViews.list, list) : undefined))
    .orderBy(asc(sql`lower(${savedViews.name})`));
  return rows.map((row) => viewAnswer.parse(row));
}

/** Keeps a list as it is filtered; a view of that name is replaced. @throws AppError not_found, too_many_views */
export async function saveView(
  ctx: Ctx,
  { list = 'products', name, query }: z.output<typeof newView>,
): Promise<SavedView> {
  const userId = person(ctx);
  const own = await listViews(ctx, { list });
  const known = own.some((view) => view.name.toLowerCase() === name.toLowerCase());
  if (!known && own.length >= MOST) throw new AppError('too_many_views', { most: MOST });
  return inTransaction(ctx, async ({ db }) => {
    const same = sql`lower(${savedViews.name}) = lower(${name})`;
    await db.delete(savedViews).where(and(eq(savedViews.userId, userId), eq(savedViews.list, list), same));
    const [row] = await db
      .insert(savedViews)
      .values({ userId, list, name, query: textParams(query) })
      .returning();
    return viewAnswer.parse(row);
  });
}

/** @throws AppError not_found */
export async function deleteView(ctx: Ctx, id: string): Promise<void> {
  const gone = await ctx.db
    .delete(savedViews)
    .where(and(eq(savedViews.id, id), eq(savedViews.userId, person(ctx))))
    .returning({ id: savedViews.id });
  if (gone.length === 0) throw new AppError('not_found');
}

function person({ actor }: Ctx): string {
  if (actor.kind !== 'user' || actor.id === null) throw new AppError('not_found');
  return actor.id;
}
