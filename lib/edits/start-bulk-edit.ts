import { v7 } from 'uuid';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import type { BulkInput } from './bulk-schema';
import type { EditJob } from './carry-out';
import { beginEdit } from './move-edit';

/** Lets a worker write down what a change of many products would do. @throws AppError forbidden */
export async function startBulkEdit(ctx: Ctx, input: BulkInput): Promise<EditJob> {
  requireAdmin(ctx);
  const values = { id: v7(), source: 'bulk', subject: 'products', name: '', options: { ...input } } as const;
  return inTransaction(ctx, (inner) => beginEdit(inner, values));
}
