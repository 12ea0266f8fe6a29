import { eq } from 'drizzle-orm';
import { categories } from '@/db/schema/catalogue';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { getCategory } from './queries';
import type { CategoryPatch, CategoryView } from './schema';
import { checkNoLoop, checkPlace, lockTree, requireCategory } from './tree';

/** Renames a category, moves it with everything under it, or both. @throws AppError not_found, unknown_category, category_name_taken, category_loop */
export async function updateCategory(ctx: Ctx, id: string, patch: CategoryPatch): Promise<CategoryView> {
  requireAdmin(ctx);
  return inTransaction(ctx, async (inner) => {
    await lockTree(inner.db);
    const current = await requireCategory(inner.db, id);
    const name = patch.name ?? current.name;
    const parentId = patch.parent_id === undefined ? current.parentId : patch.parent_id;
    await checkNoLoop(inner.db, id, parentId);
    await checkPlace(inner.db, { id, parentId, name });
    if (name !== current.name || parentId !== current.parentId) {
      const values = { name, parentId, editedBy: ctx.actor.name };
      await inner.db.update(categories).set(values).where(eq(categories.id, id));
    }
    return getCategory(inner, id);
  });
}
