import { and, eq, inArray } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { z } from 'zod';
import { type EditStatus, type EditSubject, edits } from '@/db/schema/edits';
import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { fileKey, importOptions, type mappingInput } from '@/lib/imports/options';
import type { ObjectStore } from '@/lib/storage/store';
import type { BulkInput } from './bulk-schema';
import type { EditJob } from './carry-out';

export const MAX_FILE_BYTES = 32 * 1024 * 1024;

/** Takes a file in; a worker reads it and writes down what it would do. @throws AppError forbidden, unreadable_file */
export async function startImport(
  ctx: Ctx,
  store: ObjectStore,
  { form, subject }: { form: FormData | undefined; subject: EditSubject },
): Promise<EditJob> {
  requireAdmin(ctx);
  const file = form?.get('file');
  if (!(file instanceof File) || file.size === 0) throw new AppError('unreadable_file', { reason: 'empty' });
  const id = v7();
  await store.put(
    fileKey(id),
    Buffer.from(await file.arrayBuffer()),
    file.type || 'application/octet-stream',
  );
  return begin(ctx, { id, source: 'import', subject, name: file.name.slice(0, 200), options: {} });
}

/** Writes down what a change of many products would do. @throws AppError forbidden */
export async function startBulkEdit(ctx: Ctx, input: BulkInput): Promise<EditJob> {
  requireAdmin(ctx);
  return begin(ctx, { id: v7(), source: 'bulk', subject: 'products', name: '', options: { ...input } });
}

/** Says what the file's columns stand for; it is read anew. @throws AppError forbidden, not_found, edit_not_ready */
export async function mapColumns(
  ctx: Ctx,
  id: string,
  { fields, language }: z.output<typeof mappingInput>,
): Promise<EditJob> {
  requireAdmin(ctx);
  return inTransaction(ctx, async (inner) => {
    const edit = await requireEdit(inner, id, ['ready']);
    if (edit.source !== 'import') throw new AppError('edit_not_ready');
    const known = importOptions.parse(edit.options);
    const columns = known.columns.map((column, index) => ({ ...column, field: fields[index] ?? null }));
    return move(inner, edit, { status: 'reading', options: { columns, language, mapped: true } });
  });
}

/** Carries out what the preview shows. @throws AppError forbidden, not_found, edit_not_ready */
export async function confirmEdit(ctx: Ctx, id: string): Promise<EditJob> {
  requireAdmin(ctx);
  return inTransaction(ctx, async (inner) => {
    const edit = await requireEdit(inner, id, ['ready']);
    const details = { name: edit.name, source: edit.source };
    await recordAudit(inner, { action: 'edit.confirmed', subject: { kind: 'edit', id }, details });
    return move(inner, edit, { status: 'applying', confirmedAt: ctx.now() });
  });
}

/** Takes back what was applied, but for what was changed since. @throws AppError forbidden, not_found, edit_not_ready */
export async function undoEdit(ctx: Ctx, id: string): Promise<EditJob> {
  requireAdmin(ctx);
  return inTransaction(ctx, async (inner) => {
    const edit = await requireEdit(inner, id, ['applied']);
    return move(inner, edit, { status: 'undoing', finishedAt: null });
  });
}

/** Forgets an edit that was not confirmed. @throws AppError forbidden, not_found, edit_not_ready */
export async function discardEdit(ctx: Ctx, store: ObjectStore, id: string): Promise<void> {
  requireAdmin(ctx);
  await inTransaction(ctx, async (inner) => {
    await requireEdit(inner, id, ['ready', 'failed', 'reading']);
    await inner.db.delete(edits).where(eq(edits.id, id));
  });
  await store.delete(fileKey(id));
}

async function begin(
  ctx: Ctx,
  values: Pick<EditJob, 'id' | 'source' | 'subject' | 'name' | 'options'>,
): Promise<EditJob> {
  return inTransaction(ctx, async (inner) => {
    const { kind, id, name } = ctx.actor;
    const [edit] = await inner.db
      .insert(edits)
      .values({ ...values, actor: { kind, id, name } })
      .returning();
    if (!edit) throw new AppError('internal');
    await inner.queue.send(inner.db, 'edit', { edit_id: edit.id }, { key: edit.id });
    return edit;
  });
}

async function requireEdit({ db }: Ctx, id: string, statuses: readonly EditStatus[]): Promise<EditJob> {
  const [edit] = await db.select().from(edits).where(eq(edits.id, id)).for('update');
  if (!edit) throw new AppError('not_found');
  if (!statuses.includes(edit.status)) throw new AppError('edit_not_ready');
  return edit;
}

async function move(ctx: Ctx, { id, status }: EditJob, next: Partial<EditJob>): Promise<EditJob> {
  const [edit] = await ctx.db
    .update(edits)
    .set({ ...next, heartbeatAt: null })
    .where(and(eq(edits.id, id), inArray(edits.status, [status])))
    .returning();
  if (!edit) throw new AppError('edit_not_ready');
  await ctx.queue.send(ctx.db, 'edit', { edit_id: id }, { key: id });
  return edit;
}
