import { and, eq } from 'drizzle-orm';
import { cursors } from '@/db/schema/feeds';
import { templatesIn } from '@/lib/odoo/intentions/changes';
import type { RunContext } from '../../kind';
import type { Surroundings } from '../surroundings';

/** Under this name `cursors.seen` keeps the categories that were inside the filter after the last run. */
const STREAM = 'product.category:inside';

const position = ({ integration }: RunContext) =>
  and(eq(cursors.integrationId, integration.id), eq(cursors.stream, STREAM));

/**
 * Templates of categories that somebody moved or made below the filter since the last run: neither their dates nor
 * those of their category tell (FACTS.md A, Categories). No call while nothing moved.
 */
export async function enteredTemplates({ run, inside }: Surroundings): Promise<number[]> {
  if (inside === null) return [];
  const [before] = await run.ctx.db.select().from(cursors).where(position(run));
  if (!before) return [];
  const entered = [...inside].filter((id) => before.seen[id] === undefined);
  return entered.length === 0 ? [] : templatesIn(run.odoo, entered);
}

/** To be called once a run has looked at them all. */
export async function rememberInside({ run, inside }: Surroundings): Promise<void> {
  if (run.run.dryRun) return;
  if (inside === null) {
    await run.ctx.db.delete(cursors).where(position(run));
    return;
  }
  const seen = Object.fromEntries([...inside].map((id) => [id, '']));
  await run.ctx.db
    .insert(cursors)
    .values({ integrationId: run.integration.id, stream: STREAM, seen })
    .onConflictDoUpdate({ target: [cursors.integrationId, cursors.stream], set: { seen } });
}
