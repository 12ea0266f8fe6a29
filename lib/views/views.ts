import { and, asc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { savedViews } from '@/db/schema/people';
import { browseQuery } from '@/lib/catalogue/products/browse-products';
import { type Ctx, inTransaction } from '@/lib/context';
import { AppError } from '@/lib/errors';

/** How many a person may keep of one list. */
const MOST = 30;

const productQuery = browseQuery.omit({ limit: true, cursor: true }).partial().strict();

export const newView = z.strictObject({
  list: z.literal('products').default('products'),
  name: z.string().trim().min(1).max(60),
  query: productQuery,
});

export const viewAnswer = z.object({
  id: z.uuid(),
  list: z.literal('products'),
  name: z.string(),
  query: z.record(z.string(), z.string()),
});
export type SavedView = z.output<typeof viewAnswer>;

/** The signed-in person's own views, by name; none for a token. */
export async function listViews(ctx: Pick<Ctx, 'db' | 'actor'>): Promise<SavedView[]> {
  if (ctx.actor.kind !== 'user' || ctx.actor.id === null) return [];
  const rows = await ctx.db
    .select()
    .from(savedViews)
    .where(eq(savedViews.userId, ctx.actor.id))
    .orderBy(asc(sql`lower(${savedViews.name})`));
  return rows.map((row) => viewAnswer.parse(row));
}

/** Keeps a list as it is filtered; a view of that name is replaced. @throws AppError not_found, too_many_views */
export async function saveView(
  ctx: Ctx,
  { list, name, query }: z.output<typeof newView>,
): Promise<SavedView> {
  const userId = person(ctx);
  const own = await listViews(ctx);
  const known = own.some((view) => view.name.toLowerCase() === name.toLowerCase());
  if (!known && own.length >= MOST) throw new AppError('too_many_views', { most: MOST });
  const texts = Object.fromEntries(
    Object.entries(query).flatMap(([key, value]) =>
      value === undefined || value === '' ? [] : [[key, String(value)]],
    ),
  );
  return inTransaction(ctx, async ({ db }) => {
    const same = sql`lower(${savedViews.name}) = lower(${name})`;
    await db.delete(savedViews).where(and(eq(savedViews.userId, userId), eq(savedViews.list, list), same));
    const [row] = await db.insert(savedViews).values({ userId, list, name, query: texts }).returning();
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
