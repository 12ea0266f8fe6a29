import type { z } from 'zod';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { importOptions, type mappingInput } from '@/lib/imports/options';
import type { EditJob } from './carry-out';
import { moveEdit, requireEdit } from './move-edit';

/** Says what an import's columns stand for; its file is read anew. @throws AppError forbidden, not_found, edit_not_ready */
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
    return moveEdit(inner, edit, { status: 'reading', options: { columns, language, mapped: true } });
  });
}
