import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { users } from '@/db/schema/people';
import { type Ctx, inTransaction } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { recordAudit } from './audit';
import { hashPassword, isPassword, passwordSchema } from './password';

export const updateProfileInput = z.object({
  name: z.string().trim().min(1).max(100).optional(),
  locale: z.enum(['fr', 'en']).optional(),
  password: z.object({ current: z.string().max(200), new: passwordSchema }).optional(),
});

export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: 'admin' | 'viewer';
  readonly locale: 'fr' | 'en';
}

/** The signed-in person. @throws AppError not_found when a token or the program is acting */
export async function getProfile(ctx: Ctx): Promise<Profile> {
  const { id, name, email, role, locale } = await ownRow(ctx);
  return { id, name, email, role, locale };
}

/**
 * Changes one's own name, language or password; viewers may too. A new password ends one's sessions.
 * @throws AppError not_found, wrong_credentials
 */
export async function updateProfile(ctx: Ctx, input: z.output<typeof updateProfileInput>): Promise<Profile> {
  const { password, ...fields } = input;
  const own = await ownRow(ctx);
  if (password && !(await isPassword(password.current, own.passwordHash)))
    throw new AppError('wrong_credentials');
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

async function ownRow(ctx: Ctx): Promise<typeof users.$inferSelect> {
  if (ctx.actor.kind !== 'user' || ctx.actor.id === null) throw new AppError('not_found');
  const [row] = await ctx.db.select().from(users).where(eq(users.id, ctx.actor.id));
  if (!row) throw new AppError('not_found');
  return row;
}
