import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { users } from '@/db/schema/people';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { attemptKeys, countFailure, forgive, requireNotBlocked } from './attempts';
import { isPassword, NO_PASSWORD } from './password';
import { sessionStamp } from './session';

export const signInInput = z.object({
  email: z.string().trim().min(1).max(200),
  password: z.string().min(1).max(200),
});

/**
 * Checks a person's password. Takes as long for an unknown address as for a known one.
 * `address` is the caller's network address. @throws AppError wrong_credentials, too_many_attempts
 */
export async function signIn(
  ctx: Ctx,
  { email, password }: z.output<typeof signInInput>,
  address: string | null,
): Promise<{ id: string; name: string; email: string; stamp: string }> {
  const keys = attemptKeys(email, address);
  await requireNotBlocked(ctx.db, keys, ctx.now());
  const [user] = await ctx.db
    .select()
    .from(users)
    .where(eq(sql`lower(${users.email})`, email.toLowerCase()));
  const right = await isPassword(password, user?.passwordHash ?? NO_PASSWORD);
  if (!user || !right || user.disabledAt) {
    await countFailure(ctx.db, keys, ctx.now());
    throw new AppError('wrong_credentials');
  }
  await forgive(ctx.db, attemptKeys(email, null));
  await ctx.db.update(users).set({ lastSignInAt: ctx.now() }).where(eq(users.id, user.id));
  return { id: user.id, name: user.name, email: user.email, stamp: sessionStamp(user.passwordHash) };
}
