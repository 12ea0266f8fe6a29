import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { sessions, users } from '@/db/schema/people';
import { type Ctx, inTransaction } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { countGuess, forgive, personCounters } from './attempts';
import { recordAudit } from './audit';
import { hashPassword, isPassword, passwordSchema } from './password';
import { requireSecondFactor } from './two-factor';

export const updateProfileInput = z.object({
  name: z.string().trim().min(1).max(100).optional(),
  locale: z.enum(['fr', 'en']).optional(),
  password: z.object({ current: z.string().max(200), new: passwordSchema }).optional(),
});

export const confirmInput = z.strictObject({
  password: z.string().max(200),
  code: z.string().trim().max(40).optional(),
});

export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: 'admin' | 'viewer';
  readonly locale: 'fr' | 'en';
  readonly twoFactor: boolean;
}

/** The signed-in person. @throws AppError not_found when a token or the program is acting */
export async function getProfile(ctx: Ctx): Promise<Profile> {
  const { id, name, email, role, locale, totpEnabledAt } = await ownRow(ctx);
  return { id, name, email, role, locale, twoFactor: totpEnabledAt !== null };
}

/**
 * Changes one's own name, language or password; viewers may too. A new password ends one's sessions.
 * @throws AppError not_found, wrong_credentials, too_many_attempts
 */
export async function updateProfile(ctx: Ctx, input: z.output<typeof updateProfileInput>): Promise<Profile> {
  const { password, ...fields } = input;
  const own = await ownRow(ctx);
  if (password) await provePassword(ctx, own, password.current);
  const passwordHash = password && (await hashPassword(password.new));
  return inTransaction(ctx, async (inner) => {
    await inner.db
      .update(users)
      .set({ ...fields, ...(passwordHash ? { passwordHash } : {}), updatedAt: ctx.now() })
      .where(eq(users.id, own.id));
    if (password || fields.name !== undefined) {
      const details = { ...fields, password_changed: password !== undefined };
      await recordAudit(inner, { action: 'user.updated', subject: { kind: 'user', id: own.id }, details });
    }
    return getProfile(inner);
  });
}

/**
 * The signed-in person proves who they are once more: the password, and the second factor where there is one. For a
 * quarter of an hour their session may then do what is dangerous.
 * @throws AppError wrong_credentials, too_many_attempts, code_required, wrong_code
 */
export async function confirmPerson(ctx: Ctx, input: z.output<typeof confirmInput>): Promise<void> {
  const own = await ownRow(ctx);
  await provePassword(ctx, own, input.password);
  await requireSecondFactor(ctx, own, input.code);
  if (!ctx.actor.session) return;
  await ctx.db.update(sessions).set({ confirmedAt: ctx.now() }).where(eq(sessions.id, ctx.actor.session.id));
}

/** Guesses at one's own password are counted as those of a stranger are. */
async function provePassword(
  ctx: Ctx,
  { id, passwordHash }: typeof users.$inferSelect,
  password: string,
): Promise<void> {
  await countGuess(ctx.db, personCounters(id), ctx.now());
  if (!(await isPassword(password, passwordHash))) throw new AppError('wrong_credentials');
  await forgive(ctx.db, personCounters(id));
}

async function ownRow(ctx: Ctx): Promise<typeof users.$inferSelect> {
  if (ctx.actor.kind !== 'user' || ctx.actor.id === null) throw new AppError('not_found');
  const [row] = await ctx.db.select().from(users).where(eq(users.id, ctx.actor.id));
  if (!row) throw new AppError('not_found');
  return row;
}
