import { inArray, sql } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { signInAttempts } from '@/db/schema/people';
import { AppError } from '@/lib/errors';

/** Failures that are forgiven per e-mail and per network address, before each further one doubles the wait. */
const FORGIVEN = { email: 5, address: 30 } as const;
const FIRST_WAIT_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 15 * 60;

/** What a sign-in is counted under. */
export function attemptKeys(email: string, address: string | null): string[] {
  const keys = [`email:${email.toLowerCase()}`];
  return address ? [...keys, `address:${address}`] : keys;
}

/** @throws AppError too_many_attempts while any of the keys must wait */
export async function requireNotBlocked(db: Db, keys: readonly string[], now: Date): Promise<void> {
  const rows = await db
    .select()
    .from(signInAttempts)
    .where(inArray(signInAttempts.key, [...keys]));
  const until = Math.max(0, ...rows.map((row) => row.blockedUntil?.getTime() ?? 0));
  if (until > now.getTime()) {
    throw new AppError('too_many_attempts', { minutes: Math.ceil((until - now.getTime()) / 60_000) });
  }
}

/** Counts a failure under each key; past what is forgiven, the next attempt must wait. A day without any forgives all. */
export async function countFailure(db: Db, keys: readonly string[], now: Date): Promise<void> {
  for (const key of keys) {
    const forgiven = key.startsWith('email:') ? FORGIVEN.email : FORGIVEN.address;
    const failures = sql`case when ${signInAttempts.lastAt} < ${now.toISOString()}::timestamptz - interval '1 day' then 1 else ${signInAttempts.failures} + 1 end`;
    const [row] = await db
      .insert(signInAttempts)
      .values({ key, failures: 1, lastAt: now })
      .onConflictDoUpdate({ target: signInAttempts.key, set: { failures, lastAt: now } })
      .returning({ failures: signInAttempts.failures });
    const beyond = (row?.failures ?? 0) - forgiven;
    if (beyond < 0) continue;
    const seconds = Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** Math.min(beyond, 10));
    await db
      .update(signInAttempts)
      .set({ blockedUntil: new Date(now.getTime() + seconds * 1000) })
      .where(inArray(signInAttempts.key, [key]));
  }
}

export async function forgive(db: Db, keys: readonly string[]): Promise<void> {
  await db.delete(signInAttempts).where(inArray(signInAttempts.key, [...keys]));
}
