import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { notificationChoices } from '@/db/schema/notifications';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { type ChoiceView, choiceView } from './answers';
import { NOTIFICATION_KINDS, standardChoice } from './kinds';

export const choicesInput = z.strictObject({ data: z.array(choiceView).max(NOTIFICATION_KINDS.length) });

/** What the signed-in person hears of each kind. @throws AppError not_found when a token or the program is acting */
export async function readChoices(ctx: Ctx): Promise<ChoiceView[]> {
  const rows = await ctx.db
    .select()
    .from(notificationChoices)
    .where(eq(notificationChoices.userId, person(ctx)));
  return NOTIFICATION_KINDS.map((kind) => {
    const { bell, email } = rows.find((row) => row.kind === kind) ?? standardChoice(kind, ctx.actor.role);
    return { kind, bell, email };
  });
}

/** Changes the kinds that are given; viewers may too. @throws AppError not_found */
export async function changeChoices(
  ctx: Ctx,
  { data }: z.output<typeof choicesInput>,
): Promise<ChoiceView[]> {
  const userId = person(ctx);
  const given = [...new Map(data.map((choice) => [choice.kind, { ...choice, userId }])).values()];
  if (given.length > 0) {
    await ctx.db
      .insert(notificationChoices)
      .values(given)
      .onConflictDoUpdate({
        target: [notificationChoices.userId, notificationChoices.kind],
        set: { bell: sql`excluded.bell`, email: sql`excluded.email` },
      });
  }
  return readChoices(ctx);
}

function person({ actor }: Ctx): string {
  if (actor.kind !== 'user' || actor.id === null) throw new AppError('not_found');
  return actor.id;
}
