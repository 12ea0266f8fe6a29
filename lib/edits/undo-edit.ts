import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import type { EditJob } from './carry-out';
import { moveEdit, requireEdit } from './move-edit';

/** Lets a worker take back what was applied, but for what was changed since. @throws AppError forbidden, not_found, edit_not_ready */
export async function undoEdit(ctx: Ctx, id: string): Promise<EditJob> {
  requireAdmin(ctx);
  return inTransaction(ctx, async (inner) => {
    const edit = await requireEdit(inner, id, ['applied']);
    return moveEdit(inner, edit, { status: 'undoing', finishedAt: null });
  });
}
