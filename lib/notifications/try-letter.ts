import { eq } from 'drizzle-orm';
import { users } from '@/db/schema/people';
import { type Ctx, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { translate } from '@/lib/i18n/translate';
import type { Mailer } from '@/lib/mail/mailer';

/**
 * Sends the signed-in administrator a letter there and then: a mail server that refuses them is noticed otherwise when
 * one was needed. @throws AppError forbidden, not_found when a token is acting, mail_unavailable, mail_refused with the
 * server's words
 */
export async function tryLetter(ctx: Ctx, mailer: Mailer | null): Promise<void> {
  requireAdmin(ctx);
  const [person] =
    ctx.actor.id === null ? [] : await ctx.db.select().from(users).where(eq(users.id, ctx.actor.id));
  if (!person) throw new AppError('not_found');
  if (!mailer) throw new AppError('mail_unavailable');
  const say = (key: string, params = {}) => translate(person.locale, `notifications.letter.${key}`, params);
  const link = `${ctx.env.APP_URL}/settings/notifications`;
  const text = [say('greeting', { name: person.name }), say('trial'), say('footer', { link })].join('\n\n');
  try {
    await mailer.send({ to: person.email, subject: `[Products Manager] ${say('trial_subject')}`, text });
  } catch (cause) {
    throw new AppError('mail_refused', { reason: cause instanceof Error ? cause.message : '' }, { cause });
  }
}
