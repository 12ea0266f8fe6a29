import { randomInt } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { users } from '@/db/schema/people';
import { type Ctx, inTransaction } from '@/lib/context';
import { sha256 } from '@/lib/crypto/compare';
import { AppError } from '@/lib/errors';
import { recordAudit } from './audit';

type User = typeof users.$inferSelect;

const ISSUER = 'Products Manager';
const PERIOD_SECONDS = 30;
/** A code of the half minute before or after is taken too: clocks of telephones differ. */
const WINDOW = 1;
const RECOVERY_CODES = 10;
/** Without letters and digits that are read for one another. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

export const totpPurpose = (userId: string) => `totp:${userId}`;

/**
 * Makes a secret for an authenticator; it counts once a code of it was shown (`enableTwoFactor`).
 * @returns the secret in base32 and the address that authenticators read from a picture
 */
export async function prepareTwoFactor(ctx: Ctx): Promise<{ secret: string; uri: string }> {
  const user = await person(ctx);
  if (user.totpEnabledAt) throw new AppError('two_factor_enabled');
  const secret = new Secret({ size: 20 });
  await ctx.db
    .update(users)
    .set({ totpSecretEncrypted: ctx.secrets.encrypt(secret.base32, totpPurpose(user.id)) })
    .where(eq(users.id, user.id));
  return { secret: secret.base32, uri: totp(secret.base32, user.email).toString() };
}

/** From now on signing in asks for a code. @returns the recovery codes, shown this once @throws AppError wrong_code */
export async function enableTwoFactor(ctx: Ctx, code: string): Promise<string[]> {
  const user = await person(ctx);
  const step = stepOf(ctx, user, code);
  if (step === null) throw new AppError('wrong_code');
  const codes = Array.from({ length: RECOVERY_CODES }, recoveryCode);
  await inTransaction(ctx, async (inner) => {
    await inner.db
      .update(users)
      .set({ totpEnabledAt: ctx.now(), totpLastStep: step, recoveryHashes: codes.map(sha256) })
      .where(eq(users.id, user.id));
    await recordAudit(inner, { action: 'user.two_factor_enabled', subject: { kind: 'user', id: user.id } });
  });
  return codes;
}

/** Signing in asks for the password alone again: one's own, or as an administrator for somebody who lost the telephone. */
export async function disableTwoFactor(ctx: Ctx, userId: string): Promise<void> {
  if (ctx.actor.id !== userId && ctx.actor.role !== 'admin') throw new AppError('forbidden');
  await inTransaction(ctx, async (inner) => {
    const [row] = await inner.db
      .update(users)
      .set({ totpSecretEncrypted: null, totpEnabledAt: null, totpLastStep: null, recoveryHashes: [] })
      .where(eq(users.id, userId))
      .returning({ id: users.id });
    if (!row) throw new AppError('not_found');
    await recordAudit(inner, { action: 'user.two_factor_disabled', subject: { kind: 'user', id: userId } });
  });
}

/** Where the account has a second factor, the code must be of it, and of now. @throws AppError code_required, wrong_code */
export async function requireSecondFactor(ctx: Ctx, user: User, code: string | undefined): Promise<void> {
  if (!user.totpEnabledAt) return;
  if (!code) throw new AppError('code_required');
  if ((await isCodeOfNow(ctx, user, code)) || (await isRecoveryCode(ctx, user, code))) return;
  throw new AppError('wrong_code');
}

/** Each code works once: whoever saw it typed is too late. */
async function isCodeOfNow(ctx: Ctx, user: User, code: string): Promise<boolean> {
  const step = stepOf(ctx, user, code);
  if (step === null) return false;
  const used = await ctx.db
    .update(users)
    .set({ totpLastStep: step })
    .where(and(eq(users.id, user.id), sql`coalesce(${users.totpLastStep}, 0) < ${step}`))
    .returning({ id: users.id });
  return used.length > 0;
}

async function isRecoveryCode(ctx: Ctx, user: User, code: string): Promise<boolean> {
  const hash = sha256(code.toUpperCase().replace(/[\s-]/g, ''));
  const used = await ctx.db
    .update(users)
    .set({ recoveryHashes: sql`${users.recoveryHashes} - ${hash}::text` })
    .where(and(eq(users.id, user.id), sql`${users.recoveryHashes} ? ${hash}::text`))
    .returning({ id: users.id });
  return used.length > 0;
}

/** The half minute since 1970 that a code stands for, around now; null for a code of no such time. */
function stepOf(ctx: Ctx, user: User, code: string): number | null {
  if (!user.totpSecretEncrypted) return null;
  const secret = ctx.secrets.decrypt(user.totpSecretEncrypted, totpPurpose(user.id));
  const timestamp = ctx.now().getTime();
  const delta = totp(secret, user.email).validate({
    token: code.replace(/\s/g, ''),
    timestamp,
    window: WINDOW,
  });
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
}

function totp(secret: string, email: string): TOTP {
  return new TOTP({
    issuer: ISSUER,
    label: email,
    secret: Secret.fromBase32(secret),
    period: PERIOD_SECONDS,
  });
}

function recoveryCode(): string {
  return Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

async function person({ db, actor }: Ctx): Promise<User> {
  if (actor.kind !== 'user' || actor.id === null) throw new AppError('not_found');
  const [row] = await db.select().from(users).where(eq(users.id, actor.id));
  if (!row) throw new AppError('not_found');
  return row;
}
