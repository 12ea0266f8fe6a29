import { randomBytes } from 'node:crypto';
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { passwordLinks, sessions, users } from '@/db/schema/people';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { sha256 } from '@/lib/crypto/compare';
import { AppError } from '@/lib/errors';
import { translate } from '@/lib/i18n/translate';
import type { Mailer } from '@/lib/mail/mailer';
import { rememberSecret } from '@/lib/redaction';
import { countGuess, resetCounters } from './attempts';
import { recordAudit } from './audit';
import { hashPassword, passwordSchema } from './password';
import { createUser, createUserInput, type User } from './users';

const HOUR_MS = 3600 * 1000;
const VALID_HOURS = { reset: 1, invitation: 7 * 24 } as const;

export const requestResetInput = z.strictObject({ email: z.email().max(200) });
export const invitationInput = createUserInput.omit({ password: true });
export const redeemInput = z.strictObject({ token: z.string().min(1).max(200), password: passwordSchema });

/**
 * Sends a link to choose a new password, if somebody has that address. The answer and the time it takes are the same
 * when nobody has. @throws AppError mail_unavailable, too_many_attempts
 */
export async function requestPasswordReset(
  ctx: Ctx,
  mailer: Mailer | null,
  email: string,
  address: string | null,
): Promise<void> {
  if (!mailer) throw new AppError('mail_unavailable');
  await countGuess(ctx.db, resetCounters(email, address), ctx.now());
  const [user] = await ctx.db
    .select()
    .from(users)
    .where(and(eq(sql`lower(${users.email})`, email.toLowerCase()), isNull(users.disabledAt)));
  if (!user) return;
  const token = await makeLink(ctx, user.id, 'reset');
  // Not waited for: how long the server takes would tell who has an account.
  void sendLink(ctx, mailer, user, 'reset', token).catch((error: unknown) =>
    ctx.logger.error({ err: error, user: user.id }, 'the letter could not be sent'),
  );
}

/**
 * Creates a user who chooses the password themselves, by a link in a letter.
 * @throws AppError forbidden, email_taken, mail_unavailable, mail_failed
 */
export async function inviteUser(
  ctx: Ctx,
  mailer: Mailer | null,
  input: z.output<typeof invitationInput>,
): Promise<User> {
  requireAdmin(ctx);
  if (!mailer) throw new AppError('mail_unavailable');
  const user = await createUser(ctx, { ...input, password: randomBytes(32).toString('base64url') });
  const token = await makeLink(ctx, user.id, 'invitation');
  try {
    await sendLink(ctx, mailer, user, 'invitation', token);
  } catch (cause) {
    ctx.logger.error({ err: cause, user: user.id }, 'the letter could not be sent');
    throw new AppError('mail_failed', {}, { cause });
  }
  return user;
}

/**
 * Chooses the password by a link, once; all sessions and further links of the person end. A second factor stays.
 * @throws AppError link_expired
 */
export async function redeemPasswordLink(
  ctx: Ctx,
  { token, password }: z.output<typeof redeemInput>,
): Promise<void> {
  const passwordHash = await hashPassword(password);
  const now = ctx.now();
  await inTransaction(ctx, async (inner) => {
    const [link] = await inner.db
      .update(passwordLinks)
      .set({ usedAt: now })
      .where(
        and(
          eq(passwordLinks.tokenHash, sha256(token)),
          isNull(passwordLinks.usedAt),
          gt(passwordLinks.expiresAt, now),
        ),
      )
      .returning();
    if (!link) throw new AppError('link_expired');
    const [user] = await inner.db
      .update(users)
      .set({ passwordHash, updatedAt: now })
      .where(and(eq(users.id, link.userId), isNull(users.disabledAt)))
      .returning();
    if (!user) throw new AppError('link_expired');
    const ofUser = { links: eq(passwordLinks.userId, user.id), sessions: eq(sessions.userId, user.id) };
    await inner.db
      .update(passwordLinks)
      .set({ usedAt: now })
      .where(and(ofUser.links, isNull(passwordLinks.usedAt)));
    await inner.db
      .update(sessions)
      .set({ revokedAt: now })
      .where(and(ofUser.sessions, isNull(sessions.revokedAt)));
    const actor = { kind: 'user' as const, id: user.id, name: user.name, role: user.role };
    await recordAudit(
      { ...inner, actor },
      {
        action: 'user.password_chosen',
        subject: { kind: 'user', id: user.id },
        details: { by: link.purpose },
      },
    );
  });
}

async function makeLink(ctx: Ctx, userId: string, purpose: 'reset' | 'invitation'): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  rememberSecret(token);
  const expiresAt = new Date(ctx.now().getTime() + VALID_HOURS[purpose] * HOUR_MS);
  await ctx.db.insert(passwordLinks).values({ userId, purpose, tokenHash: sha256(token), expiresAt });
  return token;
}

/** The token stands behind the #: browsers send that part to nobody, so that no log has it. */
async function sendLink(
  ctx: Ctx,
  mailer: Mailer,
  { email, name, locale }: Pick<User, 'email' | 'name' | 'locale'>,
  purpose: 'reset' | 'invitation',
  token: string,
): Promise<void> {
  const link = `${ctx.env.APP_URL}/choose-password#${token}`;
  await mailer.send({
    to: email,
    subject: translate(locale, `auth.mail.${purpose}_subject`),
    text: translate(locale, `auth.mail.${purpose}_text`, { name, link }),
  });
}
