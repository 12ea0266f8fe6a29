import { and, eq, isNull, sql } from 'drizzle-orm';
import { notifications } from '@/db/schema/notifications';
import { type Ctx, inTransaction } from '@/lib/context';
import { deliver } from './deliver';
import { currentStates, type State } from './states';

/**
 * Compares how the integrations are with what people were told: a state that began makes one notification, one that
 * lasts none, one that is over ends its own and says so. Two workers at once make no second one.
 */
export async function noticeStates(
  ctx: Ctx,
  options: { mail: boolean },
): Promise<{ raised: number; ended: number }> {
  const open = await ctx.db.select().from(notifications).where(isNull(notifications.endedAt));
  const { watched, states } = await currentStates(ctx);
  const keyOf = ({ integrationId, kind }: Pick<State, 'integrationId' | 'kind'>) =>
    `${integrationId} ${kind}`;
  const told = new Map(open.map((row) => [keyOf(row), row]));
  const holding = new Set(states.map(keyOf));
  let raised = 0;
  let ended = 0;
  for (const state of states) {
    const known = told.get(keyOf(state));
    if (known && !isOtherNews(known, state)) await keepUpToDate(ctx, known.id, state);
    else if (state.begins && (await raise(ctx, state, options, known?.id))) raised++;
  }
  for (const row of open) {
    if (!watched.has(row.integrationId) || holding.has(keyOf(row))) continue;
    if (await end(ctx, row.id, options)) ended++;
  }
  return { raised, ended };
}

/** A halt for another reason asks for another decision: whoever was told of the first has heard nothing of it. */
function isOtherNews(known: { params: Record<string, unknown> }, { kind, params }: State): boolean {
  return kind === 'safety_halt' && known.params.code !== params.code;
}

/** @param insteadOf the notification it takes the place of, which ends without a word */
async function raise(
  ctx: Ctx,
  { integrationId, kind, params }: State,
  options: { mail: boolean },
  insteadOf: string | undefined,
): Promise<boolean> {
  return inTransaction(ctx, async (inner) => {
    if (insteadOf !== undefined)
      await inner.db
        .update(notifications)
        .set({ endedAt: ctx.now() })
        .where(and(eq(notifications.id, insteadOf), isNull(notifications.endedAt)));
    const [row] = await inner.db
      .insert(notifications)
      .values({ integrationId, kind, params, raisedAt: ctx.now() })
      .onConflictDoNothing()
      .returning();
    if (row) await deliver(inner, row, 'raised', options);
    return row !== undefined;
  });
}

async function end(ctx: Ctx, id: string, options: { mail: boolean }): Promise<boolean> {
  return inTransaction(ctx, async (inner) => {
    const [row] = await inner.db
      .update(notifications)
      .set({ endedAt: ctx.now() })
      .where(and(eq(notifications.id, id), isNull(notifications.endedAt)))
      .returning();
    if (row) await deliver(inner, row, 'ended', options);
    return row !== undefined;
  });
}

/** The figures move on while a state lasts; nobody is told again. */
async function keepUpToDate(ctx: Ctx, id: string, { params }: State): Promise<void> {
  const text = JSON.stringify(params);
  await ctx.db
    .update(notifications)
    .set({ params })
    .where(and(eq(notifications.id, id), sql`${notifications.params} <> ${text}::jsonb`));
}
