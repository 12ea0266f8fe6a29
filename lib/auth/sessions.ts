import { and, desc, eq, gt, isNull, ne } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { sessions } from '@/db/schema/people';
import { type Ctx, inTransaction } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { recordAudit } from './audit';

/** A session ends so long after its sign-in, however often it is used. */
const LONGEST_MS = 30 * 24 * 3600 * 1000;
const USER_AGENT_LENGTH = 300;

export interface Visitor {
  /** Network address, where it is known. */
  readonly address: string | null;
  readonly userAgent: string;
}

export type Session = Omit<typeof sessions.$inferSelect, 'userId' | 'revokedAt'> & {
  /** Whether it is the one that asks. */
  readonly current: boolean;
};

/** Opens a session for a person who has just proved who they are. @returns its id */
export async function openSession(db: Db, userId: string, visitor: Visitor, now: Date): Promise<string> {
  const [row] = await db
    .insert(sessions)
    .values({
      userId,
      address: visitor.address,
      userAgent: visitor.userAgent.slice(0, USER_AGENT_LENGTH),
      confirmedAt: now,
      lastSeenAt: now,
      createdAt: now,
      expiresAt: new Date(now.getTime() + LONGEST_MS),
    })
    .returning({ id: sessions.id });
  if (!row) throw new AppError('internal');
  return row.id;
}

/** One's own open sessions, the latest used first. @throws AppError not_found when nobody in person is acting */
export async function listSessions(ctx: Ctx): Promise<Session[]> {
  const userId = personOf(ctx);
  const rows = await ctx.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, ctx.now())))
    .orderBy(desc(sessions.lastSeenAt));
  return rows.map((row) => ({ ...row, current: row.id === ctx.actor.session?.id }));
}

/** Ends one of one's own sessions. @throws AppError not_found */
export async function revokeSession(ctx: Ctx, id: string): Promise<void> {
  const userId = personOf(ctx);
  await inTransaction(ctx, async (inner) => {
    const [row] = await inner.db
      .update(sessions)
      .set({ revokedAt: ctx.now() })
      .where(and(eq(sessions.id, id), eq(sessions.userId, userId), isNull(sessions.revokedAt)))
      .returning({ id: sessions.id });
    if (!row) throw new AppError('not_found');
    await recordAudit(inner, { action: 'session.revoked', subject: { kind: 'session', id } });
  });
}

/** Ends all of one's sessions but the one that asks. @returns how many */
export async function revokeOtherSessions(ctx: Ctx): Promise<number> {
  const userId = personOf(ctx);
  const ended = await ctx.db
    .update(sessions)
    .set({ revokedAt: ctx.now() })
    .where(
      and(
        eq(sessions.userId, userId),
        isNull(sessions.revokedAt),
        ctx.actor.session ? ne(sessions.id, ctx.actor.session.id) : undefined,
      ),
    )
    .returning({ id: sessions.id });
  return ended.length;
}

/** Signing out: the session is over for whoever still has its cookie. */
export async function closeSession(db: Db, id: string, now: Date): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.id, id), isNull(sessions.revokedAt)));
}

function personOf({ actor }: Ctx): string {
  if (actor.kind !== 'user' || actor.id === null) throw new AppError('not_found');
  return actor.id;
}
