import { eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { signInAttempts } from '@/db/schema/people';
import { sha256 } from '@/lib/crypto/compare';
import { AppError } from '@/lib/errors';

/** What a guess is counted under, and how many are forgiven before each further one doubles the wait. */
export interface Counter {
  readonly key: string;
  readonly forgiven: number;
}

const FORGIVEN = {
  pair: 5,
  device: 10,
  address: 30,
  email: 100,
  person: 5,
  reset: 5,
  reset_address: 20,
} as const;
const FIRST_WAIT_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 15 * 60;

/**
 * What a sign-in is counted under: its e-mail from its address, its address whatever the e-mail, and its e-mail from
 * anywhere. A stranger's guesses lock out the stranger: who has signed in on this device before is counted by the
 * device instead (OWASP, "device cookies").
 */
export function signInCounters(email: string, address: string | null, device: string | null): Counter[] {
  const name = email.toLowerCase();
  if (device) return [counter('device', device)];
  return [
    counter('pair', `${name}|${address ?? ''}`),
    ...(address ? [counter('address', address)] : []),
    counter('email', name),
  ];
}

/** What guesses at one's own password are counted under, once signed in. */
export function personCounters(userId: string): Counter[] {
  return [counter('person', userId)];
}

/** What letters with links are counted under: nobody's mailbox is filled, and no address asks for many. */
export function resetCounters(email: string, address: string | null): Counter[] {
  return [counter('reset', email.toLowerCase()), ...(address ? [counter('reset_address', address)] : [])];
}

/** Keys are digests: the table shows nobody's address or e-mail. */
function counter(kind: keyof typeof FORGIVEN, what: string): Counter {
  return { key: `${kind}:${sha256(what)}`, forgiven: FORGIVEN[kind] };
}

/**
 * Counts a guess BEFORE it is looked at, so that many at once are as many as one after the other; the last one that is
 * forgiven makes the next wait. A day without any forgives all. @throws AppError too_many_attempts
 */
export async function countGuess(db: Db, counters: readonly Counter[], now: Date): Promise<void> {
  for (const { key, forgiven } of counters) {
    const at = sql`${now.toISOString()}::timestamptz`;
    const failures = sql`case when ${signInAttempts.lastAt} < ${at} - interval '1 day' then 1 else ${signInAttempts.failures} + 1 end`;
    const wait = sql`least(${LONGEST_WAIT_SECONDS}::int, ${FIRST_WAIT_SECONDS}::int * power(2, least(${failures} - ${forgiven}::int, 10)))`;
    const allowed = await db
      .insert(signInAttempts)
      .values({ key, failures: 1, lastAt: now })
      .onConflictDoUpdate({
        target: signInAttempts.key,
        set: {
          failures,
          lastAt: now,
          blockedUntil: sql`case when ${failures} >= ${forgiven}::int then ${at} + make_interval(secs => ${wait}) end`,
        },
        setWhere: sql`${signInAttempts.blockedUntil} is null or ${signInAttempts.blockedUntil} <= ${at}`,
      })
      .returning({ key: signInAttempts.key });
    if (allowed.length === 0) throw await tooMany(db, key, now);
  }
}

/** The guess was right: what it was counted under begins anew. */
export async function forgive(db: Db, counters: readonly Counter[]): Promise<void> {
  const keys = counters.map(({ key }) => key);
  await db.delete(signInAttempts).where(inArray(signInAttempts.key, keys));
}

async function tooMany(db: Db, key: string, now: Date): Promise<AppError> {
  const [row] = await db.select().from(signInAttempts).where(eq(signInAttempts.key, key));
  const seconds = Math.max(1, Math.ceil(((row?.blockedUntil ?? now).getTime() - now.getTime()) / 1000));
  return new AppError('too_many_attempts', { minutes: Math.ceil(seconds / 60), seconds });
}
