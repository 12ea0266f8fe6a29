import { eq } from 'drizzle-orm';
import { edits } from '@/db/schema/edits';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { fileKey } from '@/lib/imports/options';
import type { ObjectStore } from '@/lib/storage/store';
import { requireEdit } from './move-edit';

/** Forgets an edit that was not confirmed, and its file. @throws AppError forbidden, not_found, edit_not_ready */
export async function discardEdit(ctx: Ctx, store: ObjectStore, id: string): Promise<void> {
  requireAdmin(ctx);
  await inTransaction(ctx, async (inner) => {
    await requireEdit(inner, id, ['ready', 'failed', 'reading']);
    await inner.db.delete(edits).where(eq(edits.id, id));
  });
  await store.delete(fileKey(id));
}
