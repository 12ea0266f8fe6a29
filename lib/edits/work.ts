import { and, eq, inArray, isNull, lt, or } from 'drizzle-orm';
import { edits } from '@/db/schema/edits';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { prepareImport } from '@/lib/imports/prepare-import';
import type { ObjectStore } from '@/lib/storage/store';
import { beat, SILENCE_SECONDS } from './beat';
import { carryOut, type EditJob } from './carry-out';
import { prepareBulk } from './prepare-bulk';
import { prepareStockBulk } from './prepare-stock-bulk';

/**
 * Does what an edit waits for: reads its file or selection, applies it, or takes it back, in the name of who asked.
 * Nothing happens when another worker has it, or a person has the word.
 */
export async function workOnEdit(
  ctx: Ctx,
  store: ObjectStore,
  editId: string,
  signal?: AbortSignal,
): Promise<void> {
  const edit = await claim(ctx, editId);
  if (!edit) return;
  const inName = { ...ctx, actor: { ...edit.actor, role: 'admin' as const } };
  try {
    if (edit.status !== 'reading') await carryOut(inName, edit, signal);
    else if (edit.source === 'import') await prepareImport(inName, store, edit, signal);
    else if (edit.subject === 'stock') await prepareStockBulk(inName, edit, signal);
    else await prepareBulk(inName, edit, signal);
  } catch (error) {
    const known = error instanceof AppError;
    if (!known) ctx.logger.error({ err: error, edit: editId }, 'an edit failed');
    const params = known
      ? Object.fromEntries(Object.entries(error.params).map(([name, value]) => [name, String(value)]))
      : {};
    const failure = { code: known ? error.code : 'internal', params };
    await ctx.db
      .update(edits)
      .set({ status: 'failed', failure, finishedAt: ctx.now() })
      .where(eq(edits.id, editId));
    return;
  }
  // Stopped half-way: the next worker need not wait until this one is taken for dead.
  if (signal?.aborted) await ctx.db.update(edits).set({ heartbeatAt: null }).where(eq(edits.id, editId));
}

/** Edits whose worker died, handed to another by whoever looks. */
export async function resumeStranded(ctx: Ctx): Promise<void> {
  const stranded = await ctx.db
    .select({ id: edits.id })
    .from(edits)
    .where(and(isAtWork(), isSilent(ctx)));
  for (const { id } of stranded) await ctx.queue.send(ctx.db, 'edit', { edit_id: id }, { key: id });
}

async function claim(ctx: Ctx, editId: string): Promise<EditJob | undefined> {
  const [edit] = await ctx.db
    .update(edits)
    .set({ heartbeatAt: ctx.now() })
    .where(and(eq(edits.id, editId), isAtWork(), isSilent(ctx)))
    .returning();
  if (edit) await beat(ctx, editId);
  return edit;
}

const isAtWork = () => inArray(edits.status, ['reading', 'applying', 'undoing']);

function isSilent({ now }: Ctx) {
  return or(
    isNull(edits.heartbeatAt),
    lt(edits.heartbeatAt, new Date(now().getTime() - SILENCE_SECONDS * 1000)),
  );
}
