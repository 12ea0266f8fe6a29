import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { users } from '@/db/schema/people';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { countGuess, forgive, signInCounters } from './attempts';
import { recordAudit } from './audit';
import { hashPassword, isPassword, isWeakHash, NO_PASSWORD } from './password';
import { sessionStamp } from './session';
import { openSession, type Visitor } from './sessions';
import { requireSecondFactor } from './two-factor';

export const signInInput = z.object({
  email: z.string().trim().min(1).max(200),
  password: z.string().min(1).max(200),
  /** Of the authenticator, or a recovery code; asked for when the account has a second factor. */
  code: z.string().trim().max(40).optional(),
});

export interface SignedIn {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly stamp: string;
  /** The session that was opened. */
  readonly sid: string;
}

/**
 * Checks a person's password and second factor and opens a session. Takes as long for an unknown address as for a
 * known one. `device` names a device that has signed in as this person before.
 * @throws AppError wrong_credentials, too_many_attempts, code_required, wrong_code
 */
export async function signIn(
  ctx: Ctx,
  { email, password, code }: z.output<typeof signInInput>,
  visitor: Visitor & { readonly device: string | null },
): Promise<SignedIn> {
  const counters = signInCounters(email, visitor.address, visitor.device);
  await countGuess(ctx.db, counters, ctx.now());
  const [user] = await ctx.db
    .select()
    .from(users)
    .where(eq(sql`lower(${users.email})`, email.toLowerCase()));
  const right = await isPassword(password, user?.passwordHash ?? NO_PASSWORD);
  if (!user || !right || user.disabledAt) {
    ctx.logger.warn({ address: visitor.address, known: user !== undefined }, 'sign-in refused');
    throw new AppError('wrong_credentials');
  }
  await requireSecondFactor(ctx, user, code);
  await forgive(ctx.db, counters);
  const passwordHash = isWeakHash(user.passwordHash) ? await hashPassword(password) : user.passwordHash;
  await ctx.db.update(users).set({ lastSignInAt: ctx.now(), passwordHash }).where(eq(users.id, user.id));
  const sid = await openSession(ctx.db, user.id, visitor, ctx.now());
  await recordAudit(
    { ...ctx, actor: { kind: 'user', id: user.id, name: user.name, role: user.role } },
    {
      action: 'session.opened',
      subject: { kind: 'session', id: sid },
      details: { address: visitor.address },
    },
  );
  const { id, name } = user;
  return { id, name, email: user.email, stamp: sessionStamp(passwordHash), sid };
}
