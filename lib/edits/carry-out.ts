import { and, asc, desc, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import { type EditOutcome, editRows, edits } from '@/db/schema/edits';
import { recordAudit } from '@/lib/auth/audit';
import { deleteProduct } from '@/lib/catalogue/products/delete-product';
import { type Ctx, inTransaction } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { applyRow, undoRow } from './apply-row';
import { beat } from './beat';

export type EditJob = typeof edits.$inferSelect;
type Row = typeof editRows.$inferSelect;

const BATCH = 200;

/**
 * Applies what was confirmed, or takes it back: row by row, each in a transaction of its own with its outcome, so that
 * another worker goes on where this one dies and one refusal stops nobody.
 */
export async function carryOut(ctx: Ctx, edit: EditJob, signal?: AbortSignal): Promise<void> {
  const undoing = edit.status === 'undoing';
  const open = undoing
    ? eq(editRows.outcome, 'done')
    : and(isNull(editRows.outcome), inArray(editRows.action, ['create', 'update']));
  for (;;) {
    const rows = await nextRows(ctx, edit.id, open, undoing);
    if (rows.length === 0) break;
    for (const row of rows) {
      if (signal?.aborted) return;
      await (undoing ? takeBack(ctx, row) : apply(ctx, row));
    }
    await beat(ctx, edit.id);
  }
  await inTransaction(ctx, async (inner) => {
    const status = undoing ? 'undone' : 'applied';
    await inner.db.update(edits).set({ status, finishedAt: ctx.now() }).where(eq(edits.id, edit.id));
    const details = { name: edit.name, source: edit.source };
    await recordAudit(inner, { action: `edit.${status}`, subject: { kind: 'edit', id: edit.id }, details });
  });
}

function nextRows({ db }: Ctx, editId: string, open: SQL | undefined, lastFirst: boolean): Promise<Row[]> {
  return db
    .select()
    .from(editRows)
    .where(and(eq(editRows.editId, editId), open))
    .orderBy(lastFirst ? desc(editRows.position) : asc(editRows.position))
    .limit(BATCH);
}

async function apply(ctx: Ctx, row: Row): Promise<void> {
  await attempt(ctx, row, 'refused', async (inner) => {
    const productId = await applyRow(inner, row);
    return { outcome: 'done', productId };
  });
}

async function takeBack(ctx: Ctx, row: Row): Promise<void> {
  await attempt(ctx, row, 'kept', async (inner) => {
    const back = await undoRow(inner, row, (id) => deleteProduct(inner, id));
    return { outcome: back ? 'undone' : 'kept' };
  });
}

async function attempt(
  ctx: Ctx,
  row: Row,
  otherwise: EditOutcome,
  work: (ctx: Ctx) => Promise<{ outcome: EditOutcome; productId?: string }>,
): Promise<void> {
  const place = and(eq(editRows.editId, row.editId), eq(editRows.position, row.position));
  try {
    await inTransaction(ctx, async (inner) => {
      // A worker that was thought dead may still be at it: whoever locks the row first carries it out.
      const [now] = await inner.db
        .select({ outcome: editRows.outcome })
        .from(editRows)
        .where(place)
        .for('update');
      if (now?.outcome !== row.outcome) return;
      await inner.db
        .update(editRows)
        .set(await work(inner))
        .where(place);
    });
  } catch (error) {
    // Whatever went wrong with one row is that row's error; where the database is away, noting it fails as well.
    if (!(error instanceof AppError))
      ctx.logger.error({ edit: row.editId, row: row.position, error }, 'row failed');
    const refusal = error instanceof AppError ? error : new AppError('row_failed');
    const params = Object.fromEntries(
      Object.entries(refusal.params).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : String(value),
      ]),
    );
    const problems = [...row.problems, { column: '', code: refusal.code, params }];
    const untouched = row.outcome === null ? isNull(editRows.outcome) : eq(editRows.outcome, row.outcome);
    await ctx.db.update(editRows).set({ outcome: otherwise, problems }).where(and(place, untouched));
  }
}
