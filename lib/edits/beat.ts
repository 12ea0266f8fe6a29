import { eq } from 'drizzle-orm';
import { edits } from '@/db/schema/edits';
import type { Ctx } from '@/lib/context';

/** A worker that has gone silent for so long is taken for dead. */
export const SILENCE_SECONDS = 60;

/** The worker that has an edit is alive. */
export async function beat({ db, now }: Ctx, editId: string): Promise<void> {
  await db.update(edits).set({ heartbeatAt: now() }).where(eq(edits.id, editId));
}
