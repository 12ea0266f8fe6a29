import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import { decode } from 'next-auth/jwt';
import { z } from 'zod';
import type { Db } from '@/db/client';
import { sessions, users } from '@/db/schema/people';
import type { Actor } from '@/lib/context';
import { sha256 } from '@/lib/crypto/compare';
import type { Env } from '@/lib/env';

/** How long a session lasts without a visit, in seconds. */
export const SESSION_SECONDS = 14 * 24 * 3600;
const SEEN_EVERY_MS = 60_000;

const claims = z.object({ sub: z.uuid(), sid: z.uuid(), stamp: z.string() });

/** `__Secure-` and sent over TLS only, where the application is served over TLS. */
export function sessionCookie(env: Pick<Env, 'APP_URL'>): { name: string; secure: boolean } {
  const secure = env.APP_URL.startsWith('https:');
  return { name: `${secure ? '__Secure-' : ''}next-auth.session-token`, secure };
}

/** Ties a session to the password it was opened with: changing the password ends it. */
export function sessionStamp(passwordHash: string): string {
  return sha256(passwordHash).slice(0, 16);
}

/** The session a cookie names, if the cookie is ours; whether it is still good is for the database to say. */
export async function claimsOf(
  secret: string,
  cookie: string | undefined,
): Promise<z.output<typeof claims> | null> {
  if (!cookie) return null;
  return claims.safeParse(await decode({ token: cookie, secret }).catch(() => null)).data ?? null;
}

/** Who a session cookie belongs to, as the database knows them now; null when it is no longer good. */
export async function actorOfSession(
  db: Db,
  secret: string,
  cookie: string | undefined,
  now = new Date(),
): Promise<Actor | null> {
  const token = await claimsOf(secret, cookie);
  if (!token) return null;
  const [row] = await db
    .select({ user: users, session: sessions })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.id, token.sid),
        eq(users.id, token.sub),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, now),
        isNull(users.disabledAt),
      ),
    );
  if (!row || sessionStamp(row.user.passwordHash) !== token.stamp) return null;
  const { user, session } = row;
  const stale = new Date(now.getTime() - SEEN_EVERY_MS);
  if (session.lastSeenAt < stale) {
    await db
      .update(sessions)
      .set({ lastSeenAt: now })
      .where(and(eq(sessions.id, session.id), lt(sessions.lastSeenAt, stale)));
  }
  const { id, confirmedAt } = session;
  return { kind: 'user', id: user.id, name: user.name, role: user.role, session: { id, confirmedAt } };
}
