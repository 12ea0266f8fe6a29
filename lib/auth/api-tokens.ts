import { randomBytes } from 'node:crypto';
import { and, desc, eq, isNull, lt, or } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '@/db/client';
import { apiTokens } from '@/db/schema/people';
import { type Actor, type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { sha256 } from '@/lib/crypto/compare';
import { AppError } from '@/lib/errors';
import { rememberSecret } from '@/lib/redaction';
import { recordAudit } from './audit';

export const createTokenInput = z.object({
  name: z.string().trim().min(1).max(100),
  role: z.enum(['admin', 'viewer']),
});

export type ApiToken = Omit<typeof apiTokens.$inferSelect, 'tokenHash'>;

const visible = {
  id: apiTokens.id,
  name: apiTokens.name,
  role: apiTokens.role,
  hint: apiTokens.hint,
  createdBy: apiTokens.createdBy,
  lastUsedAt: apiTokens.lastUsedAt,
  revokedAt: apiTokens.revokedAt,
  createdAt: apiTokens.createdAt,
  updatedAt: apiTokens.updatedAt,
};

/** Makes a token for scripts. The token is in this answer only: its SHA-256 is what is kept. @throws AppError forbidden */
export async function createToken(
  ctx: Ctx,
  input: z.output<typeof createTokenInput>,
): Promise<{ token: string; record: ApiToken }> {
  requireAdmin(ctx);
  const token = `pm_${randomBytes(32).toString('base64url')}`;
  rememberSecret(token);
  const record = await inTransaction(ctx, async (inner) => {
    const [row] = await inner.db
      .insert(apiTokens)
      .values({
        ...input,
        tokenHash: sha256(token),
        hint: token.slice(0, 7),
        createdBy: ctx.actor.kind === 'user' ? ctx.actor.id : null,
      })
      .returning(visible);
    if (!row) throw new AppError('internal');
    await recordAudit(inner, {
      action: 'token.created',
      subject: { kind: 'token', id: row.id },
      details: input,
    });
    return row;
  });
  return { token, record };
}

/** All tokens that still work, newest first. @throws AppError forbidden */
export async function listTokens(ctx: Ctx): Promise<ApiToken[]> {
  requireAdmin(ctx);
  return ctx.db
    .select(visible)
    .from(apiTokens)
    .where(isNull(apiTokens.revokedAt))
    .orderBy(desc(apiTokens.createdAt));
}

/** From now on the token is refused. @throws AppError forbidden, not_found */
export async function revokeToken(ctx: Ctx, id: string): Promise<void> {
  requireAdmin(ctx);
  await inTransaction(ctx, async (inner) => {
    const [row] = await inner.db
      .update(apiTokens)
      .set({ revokedAt: ctx.now() })
      .where(and(eq(apiTokens.id, id), isNull(apiTokens.revokedAt)))
      .returning({ name: apiTokens.name });
    if (!row) throw new AppError('not_found');
    await recordAudit(inner, { action: 'token.revoked', subject: { kind: 'token', id }, details: row });
  });
}

/** Who a token stands for; null when nobody. Notes its use, at most once a minute. */
export async function actorOfToken(db: Db, token: string, now: Date): Promise<Actor | null> {
  const [row] = await db
    .select(visible)
    .from(apiTokens)
    .where(and(eq(apiTokens.tokenHash, sha256(token)), isNull(apiTokens.revokedAt)));
  if (!row) return null;
  const aMinuteAgo = new Date(now.getTime() - 60_000);
  if (!row.lastUsedAt || row.lastUsedAt < aMinuteAgo) {
    await db
      .update(apiTokens)
      .set({ lastUsedAt: now })
      .where(
        and(eq(apiTokens.id, row.id), or(isNull(apiTokens.lastUsedAt), lt(apiTokens.lastUsedAt, aMinuteAgo))),
      );
  }
  return { kind: 'token', id: row.id, name: row.name, role: row.role };
}
