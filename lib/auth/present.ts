import type { auditEvents } from '@/db/schema/people';
import type { ApiToken } from './api-tokens';
import { SCOPES_OF_ROLE } from './scopes';
import type { Session } from './sessions';
import type { User } from './users';

/** A user as the API shows it. */
export const presentUser = ({
  id,
  name,
  email,
  role,
  locale,
  disabledAt,
  lastSignInAt,
  totpEnabledAt,
  createdAt,
}: User) => ({
  id,
  name,
  email,
  role,
  locale,
  disabled: disabledAt !== null,
  two_factor: totpEnabledAt !== null,
  last_sign_in_at: lastSignInAt?.toISOString() ?? null,
  created_at: createdAt.toISOString(),
});

/** A token as the API shows it: never the token itself. */
export const presentToken = (token: ApiToken) => ({
  id: token.id,
  name: token.name,
  role: token.role,
  scopes: [...(token.scopes ?? SCOPES_OF_ROLE[token.role])],
  hint: token.hint,
  last_used_at: token.lastUsedAt?.toISOString() ?? null,
  expires_at: token.expiresAt?.toISOString() ?? null,
  created_at: token.createdAt.toISOString(),
});

/** An entry of the audit trail as the API shows it. */
export const presentAudit = (row: typeof auditEvents.$inferSelect) => ({
  id: row.id,
  at: row.at.toISOString(),
  actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
  action: row.action,
  subject: { kind: row.subjectKind, id: row.subjectId },
  details: row.details,
});

/** One of one's own sessions as the API shows it. */
export const presentSession = ({ id, userAgent, address, lastSeenAt, createdAt, current }: Session) => ({
  id,
  user_agent: userAgent,
  address,
  last_seen_at: lastSeenAt.toISOString(),
  created_at: createdAt.toISOString(),
  current,
});
