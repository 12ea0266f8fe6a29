import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import type { EditJob } from './carry-out';
import { moveEdit, requireEdit } from './move-edit';

/** Lets a worker carry out what the preview shows. @throws AppError forbidden, not_found, edit_not_ready */
export async function confirmEdit(ctx: Ctx, id: string): Promise<EditJob> {
  requireAdmin(ctx);
  return inTransaction(ctx, async (inner) => {
    const edit = await requireEdit(inner, id, ['ready']);
    const details = { name: edit.name, source: edit.source };
    await recordAudit(inner, { action: 'edit.confirmed', subject: { kind: 'edit', id }, details });
    return moveEdit(inner, edit, { status: 'applying', confirmedAt: ctx.now() });
  });
}
