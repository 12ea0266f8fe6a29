import { and, eq } from 'drizzle-orm';
import { type EditStatus, edits } from '@/db/schema/edits';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import type { EditJob } from './carry-out';

/** The edit, locked until the transaction ends. @throws AppError not_found, edit_not_ready when it is in another state */
export async function requireEdit(
  { db }: Pick<Ctx, 'db'>,
  id: string,
  statuses: readonly EditStatus[],
): Promise<EditJob> {
  const [edit] = await db.select().from(edits).where(eq(edits.id, id)).for('update');
  if (!edit) throw new AppError('not_found');
  if (!statuses.includes(edit.status)) throw new AppError('edit_not_ready');
  return edit;
}

/** Makes a new edit and gives it to a worker. */
export async function beginEdit(
  ctx: Ctx,
  values: Pick<EditJob, 'id' | 'source' | 'subject' | 'name' | 'options'>,
): Promise<EditJob> {
  const { kind, id, name } = ctx.actor;
  const [edit] = await ctx.db
    .insert(edits)
    .values({ ...values, actor: { kind, id, name } })
    .returning();
  if (!edit) throw new AppError('internal');
  await sendToWorker(ctx, edit.id);
  return edit;
}

/** Gives a locked edit to a worker in its next state. @throws AppError edit_not_ready */
export async function moveEdit(ctx: Ctx, { id, status }: EditJob, next: Partial<EditJob>): Promise<EditJob> {
  const [edit] = await ctx.db
    .update(edits)
    .set({ ...next, heartbeatAt: null })
    .where(and(eq(edits.id, id), eq(edits.status, status)))
    .returning();
  if (!edit) throw new AppError('edit_not_ready');
  await sendToWorker(ctx, id);
  return edit;
}

function sendToWorker(ctx: Ctx, id: string): Promise<void> {
  return ctx.queue.send(ctx.db, 'edit', { edit_id: id }, { key: id });
}
