import { and, asc, eq, gt, isNull, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { categories, products } from '@/db/schema/catalogue';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { decodeCursor, pageOf } from '@/lib/http/list';
import type { CategoryView } from './schema';
import type { CategoryRow } from './tree';

/** A page of categories in the order they were made. @throws AppError invalid_cursor */
export async function listCategories(
  ctx: Pick<Ctx, 'db'>,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<{ data: CategoryView[]; next_cursor: string | null }> {
  const after = cursor === undefined ? undefined : decodeCursor(cursor, z.tuple([z.uuid()]))[0];
  const rows = await live(ctx.db, after ? gt(categories.id, after) : undefined).limit(limit + 1);
  const page = pageOf(rows, limit, (row) => [row.id]);
  return { ...page, data: await view(ctx.db, page.data) };
}

/** The whole tree with what lies in it, by path as people read it; some thousands of categories at most. */
export async function categoryTree(ctx: Pick<Ctx, 'db'>, locale = 'fr'): Promise<CategoryView[]> {
  return asRead(await view(ctx.db, await live(ctx.db)), locale);
}

/** The whole tree without counting what lies in it: what a page needs to name or offer a category. */
export async function categoryPaths(ctx: Pick<Ctx, 'db'>, locale = 'fr'): Promise<CategoryPath[]> {
  const all = await nodes(ctx.db);
  const shown = [...all.values()].filter(({ deletedAt }) => deletedAt === null);
  return asRead(
    shown.map(({ id, parentId, name }) => ({ id, parent_id: parentId, name, path: pathOf(id, all) })),
    locale,
  );
}

export type CategoryPath = Pick<CategoryView, 'id' | 'parent_id' | 'name' | 'path'>;

function asRead<Named extends { path: string[] }>(categories: Named[], locale: string): Named[] {
  const order = new Intl.Collator(locale, { sensitivity: 'base', numeric: true });
  return categories.sort((one, other) => comparePaths(one.path, other.path, order));
}

/** @throws AppError not_found */
export async function getCategory(ctx: Pick<Ctx, 'db'>, id: string): Promise<CategoryView> {
  const [found] = await view(ctx.db, await live(ctx.db, eq(categories.id, id)));
  if (!found) throw new AppError('not_found');
  return found;
}

function live(db: Db, condition?: SQL) {
  return db
    .select()
    .from(categories)
    .where(and(isNull(categories.deletedAt), condition))
    .orderBy(asc(categories.id));
}

async function view(db: Db, rows: readonly CategoryRow[]): Promise<CategoryView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const counted = await db
    .select({ id: products.categoryId, count: sql<number>`count(*)::int` })
    .from(products)
    .where(and(anyOf(products.categoryId, ids), isNull(products.parentId), isNull(products.deletedAt)))
    .groupBy(products.categoryId);
  const counts = new Map(counted.map((row) => [row.id, row.count]));
  const byId = await nodes(db);
  return rows.map((row) => ({
    id: row.id,
    parent_id: row.parentId,
    name: row.name,
    path: pathOf(row.id, byId),
    product_count: counts.get(row.id) ?? 0,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  }));
}

/** Deleted ones too: a path may lead through one. */
async function nodes(db: Db) {
  const { id, parentId, name, deletedAt } = categories;
  const all = await db.select({ id, parentId, name, deletedAt }).from(categories);
  return new Map(all.map((row) => [row.id, row]));
}

function pathOf(id: string, byId: ReadonlyMap<string, { parentId: string | null; name: string }>): string[] {
  const path: string[] = [];
  const seen = new Set<string>();
  for (let at = byId.get(id), key = id; at && !seen.has(key); ) {
    seen.add(key);
    path.unshift(at.name);
    key = at.parentId ?? '';
    at = byId.get(key);
  }
  return path;
}

function comparePaths(one: readonly string[], other: readonly string[], order: Intl.Collator): number {
  for (let depth = 0; depth < Math.min(one.length, other.length); depth++) {
    const compared = order.compare(one[depth] ?? '', other[depth] ?? '');
    if (compared !== 0) return compared;
  }
  return one.length - other.length;
}
