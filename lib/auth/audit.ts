import { and, desc, eq, lt, or } from 'drizzle-orm';
import { z } from 'zod';
import { auditEvents } from '@/db/schema/people';
import { type Ctx, requireAdmin } from '@/lib/context';
import { decodeCursor, type listQuery, pageOf } from '@/lib/http/list';
import { redact } from '@/lib/redaction';

export interface AuditEntry {
  /** `<noun>.<verb in the past>`, e.g. `integration.updated`. A sentence for it is in `audit.actions`. */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id?: string | null };
  /** What changed; values under secret names are struck out. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes who changed what (O7), in the same transaction as the change. */
export async function recordAudit(ctx: Ctx, { action, subject, details = {} }: AuditEntry): Promise<void> {
  await ctx.db.insert(auditEvents).values({
    at: ctx.now(),
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    actorName: ctx.actor.name,
    action,
    subjectKind: subject.kind,
    subjectId: subject.id ?? null,
    details: z.record(z.string(), z.unknown()).parse(redact(details)),
  });
}

/** The audit trail, newest first. @throws AppError forbidden, invalid_cursor */
export async function listAudit(ctx: Ctx, query: z.output<typeof listQuery>) {
  requireAdmin(ctx);
  const after = query.cursor ? decodeCursor(query.cursor, z.tuple([z.iso.datetime(), z.uuid()])) : undefined;
  const position = after
    ? or(
        lt(auditEvents.at, new Date(after[0])),
        and(eq(auditEvents.at, new Date(after[0])), lt(auditEvents.id, after[1])),
      )
    : undefined;
  const rows = await ctx.db
    .select()
    .from(auditEvents)
    .where(position)
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(query.limit + 1);
  return pageOf(rows, query.limit, (row) => [row.at.toISOString(), row.id]);
}
