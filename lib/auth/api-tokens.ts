import { randomBytes } from 'node:crypto';
import { and, desc, eq, isNull, lt, or } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '@/db/client';
import { apiTokens, users } from '@/db/schema/people';
import { type Actor, type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { sha256 } from '@/lib/crypto/compare';
import { AppError } from '@/lib/errors';
import { rememberSecret } from '@/lib/redaction';
import { recordAudit } from './audit';
import { SCOPES, SCOPES_OF_ROLE } from './scopes';

export const TOKEN_DAYS = 90;
const DAY_MS = 24 * 3600 * 1000;

export const createTokenInput = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    role: z.enum(['admin', 'viewer']),
    /** Absent: all that the role may do. */
    scopes: z.array(z.enum(SCOPES)).min(1).optional(),
    expires_in_days: z.coerce.number().int().min(1).max(365).default(TOKEN_DAYS),
  })
  .refine(({ role, scopes = [] }) => scopes.every((scope) => SCOPES_OF_ROLE[role].includes(scope)), {
    path: ['scopes'],
    error: 'scope_beyond_role',
  });

export type ApiToken = Omit<typeof apiTokens.$inferSelect, 'tokenHash'>;

const visible = {
  id: apiTokens.id,
  name: apiTokens.name,
  role: apiTokens.role,
  hint: apiTokens.hint,
  createdBy: apiTokens.createdBy,
  scopes: apiTokens.scopes,
  lastUsedAt: apiTokens.lastUsedAt,
  expiresAt: apiTokens.expiresAt,
  revokedAt: apiTokens.revokedAt,
  createdAt: apiTokens.createdAt,
  updatedAt: apiTokens.updatedAt,
};

/** Makes a token for scripts. The token is in this answer only: its SHA-256 is what is kept. @throws AppError forbidden */
export async function createToken(
  ctx: Ctx,
  {
    expires_in_days: days,
    ...input
  }: Omit<z.output<typeof createTokenInput>, 'expires_in_days'> & {
    expires_in_days?: number;
  },
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
        createdBy: await makerOf(ctx),
        expiresAt: new Date(ctx.now().getTime() + (days ?? TOKEN_DAYS) * DAY_MS),
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

/** Who answers for a token: the person who makes it, or whoever made the token that makes it. */
async function makerOf({ db, actor }: Ctx): Promise<string | null> {
  if (actor.kind === 'user') return actor.id;
  if (actor.kind !== 'token' || actor.id === null) return null;
  const [parent] = await db
    .select({ createdBy: apiTokens.createdBy })
    .from(apiTokens)
    .where(eq(apiTokens.id, actor.id));
  return parent?.createdBy ?? null;
}

/**
 * Who a token stands for; null when nobody: revoked, past its end, or made by somebody whose account is disabled. It
 * can do no more than its maker can now. Notes its use, at most once a minute.
 */
export async function actorOfToken(db: Db, token: string, now: Date): Promise<Actor | null> {
  const [row] = await db
    .select({ ...visible, maker: { role: users.role, disabledAt: users.disabledAt } })
    .from(apiTokens)
    .leftJoin(users, eq(users.id, apiTokens.createdBy))
    .where(and(eq(apiTokens.tokenHash, sha256(token)), isNull(apiTokens.revokedAt)));
  if (!row || row.maker?.disabledAt || (row.expiresAt && row.expiresAt <= now)) return null;
  const aMinuteAgo = new Date(now.getTime() - 60_000);
  if (!row.lastUsedAt || row.lastUsedAt < aMinuteAgo) {
    await db
      .update(apiTokens)
      .set({ lastUsedAt: now })
      .where(
        and(eq(apiTokens.id, row.id), or(isNull(apiTokens.lastUsedAt), lt(apiTokens.lastUsedAt, aMinuteAgo))),
      );
  }
  const role = row.maker?.role === 'viewer' ? 'viewer' : row.role;
  const scopes = (row.scopes ?? SCOPES_OF_ROLE[row.role]).filter((scope) =>
    SCOPES_OF_ROLE[role].includes(scope),
  );
  return { kind: 'token', id: row.id, name: row.name, role, scopes };
}
