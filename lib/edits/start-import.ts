import { v7 } from 'uuid';
import type { EditSubject } from '@/db/schema/edits';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { fileKey } from '@/lib/imports/options';
import type { ObjectStore } from '@/lib/storage/store';
import type { EditJob } from './carry-out';
import { beginEdit } from './move-edit';

export const MAX_FILE_BYTES = 32 * 1024 * 1024;
const NAME_LENGTH = 200;

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
  const bytes = Buffer.from(await file.arrayBuffer());
  await store.put(fileKey(id), bytes, file.type || 'application/octet-stream');
  const name = file.name.slice(0, NAME_LENGTH);
  return inTransaction(ctx, (inner) =>
    beginEdit(inner, { id, source: 'import', subject, name, options: {} }),
  );
}
