import { v7 } from 'uuid';
import { categories } from '@/db/schema/catalogue';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { getCategory } from './queries';
import type { CategoryView, NewCategory } from './schema';
import { checkPlace, lockTree } from './tree';

/** @throws AppError unknown_category, category_name_taken */
export async function createCategory(ctx: Ctx, { name, parent_id }: NewCategory): Promise<CategoryView> {
  requireAdmin(ctx);
  return inTransaction(ctx, async (inner) => {
    await lockTree(inner.db);
    await checkPlace(inner.db, { parentId: parent_id, name });
    const id = v7();
    await inner.db.insert(categories).values({ id, name, parentId: parent_id, editedBy: ctx.actor.name });
    return getCategory(inner, id);
  });
}
