import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { conflicts, type RecordKind } from '@/db/schema/sync';
import type { ReportedConflict, Subject } from './batch-report';

/** Kinds that are looked at together: a product with its variants and pictures. */
export function familyOf(kind: RecordKind): RecordKind {
  return kind === 'variant' || kind === 'image' ? 'product' : kind;
}

interface Owner {
  readonly integrationId: string;
  readonly runId: string;
}

/**
 * One open row per record and field. Settled by the policy: kept with both values for whoever wants to go back on it.
 * Decided by a person: the decision is marked as carried out.
 */
export async function saveConflict(
  db: Db,
  owner: Owner,
  subject: Subject,
  found: ReportedConflict,
): Promise<void> {
  const values = {
    label: subject.label.slice(0, 300),
    runId: owner.runId,
    reason: found.reason,
    baseValue: found.base,
    hereValue: found.here,
    odooValue: found.odoo,
    candidates: found.candidates ?? null,
    policy: found.policy,
  };
  if (found.decided) {
    await db
      .update(conflicts)
      .set({ appliedAt: sql`now()` })
      .where(
        and(
          sameRecord(owner.integrationId, subject, found.field),
          eq(conflicts.status, 'settled'),
          isNull(conflicts.appliedAt),
        ),
      );
    return;
  }
  const settled =
    found.choice === null
      ? { status: 'open' as const }
      : {
          status: 'settled' as const,
          choice: found.choice,
          settledBy: 'policy',
          settledAt: sql`now()`,
          appliedAt: sql`now()`,
        };
  const updated = await db
    .update(conflicts)
    .set({ ...values, ...settled })
    .where(and(sameRecord(owner.integrationId, subject, found.field), eq(conflicts.status, 'open')))
    .returning({ id: conflicts.id });
  if (updated.length > 0) return;
  const { kind, localId, odooModel, odooId } = subject;
  await db.insert(conflicts).values({
    integrationId: owner.integrationId,
    kind,
    localId,
    odooModel,
    odooId,
    field: found.field,
    ...values,
    ...settled,
  });
}

/** Open conflicts of these records that were not found again: both sides agree by now. */
export async function settleVanished(
  db: Db,
  integrationId: string,
  subjects: readonly Subject[],
  found: readonly { subject: Subject; conflict: ReportedConflict }[],
): Promise<void> {
  const localIds = subjects.flatMap((subject) => subject.localId ?? []);
  if (localIds.length === 0) return;
  const lookedAt = new Set(subjects.map(({ kind, localId }) => [familyOf(kind), localId].join(' ')));
  const open = await db
    .select({ id: conflicts.id, localId: conflicts.localId, kind: conflicts.kind, field: conflicts.field })
    .from(conflicts)
    .where(
      and(
        eq(conflicts.integrationId, integrationId),
        eq(conflicts.status, 'open'),
        inArray(conflicts.localId, localIds),
      ),
    );
  const still = new Set(
    found.map(({ subject, conflict }) => [subject.kind, subject.localId, conflict.field].join(' ')),
  );
  const gone = open
    .filter((row) => lookedAt.has([familyOf(row.kind), row.localId].join(' ')))
    .filter((row) => !still.has([row.kind, row.localId, row.field].join(' ')))
    .map((row) => row.id);
  if (gone.length === 0) return;
  await db
    .update(conflicts)
    .set({ status: 'settled', settledBy: 'agreement', settledAt: sql`now()`, appliedAt: sql`now()` })
    .where(inArray(conflicts.id, gone));
}

function sameRecord(integrationId: string, subject: Subject, field: string): SQL | undefined {
  return and(
    eq(conflicts.integrationId, integrationId),
    eq(conflicts.kind, subject.kind),
    eq(conflicts.field, field),
    sql`coalesce(${conflicts.localId}::text, '') = ${subject.localId ?? ''}`,
    sql`coalesce(${conflicts.odooId}, 0) = ${subject.odooId ?? 0}`,
  );
}
