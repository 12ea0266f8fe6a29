import { and, eq, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { conflicts } from '@/db/schema/inbox';
import type { RecordKind } from '@/db/schema/runs';
import type { ReportedConflict, Subject } from './batch-report';

/** Kinds that are looked at together: a product with its variants and pictures. */
export function familyOf(kind: RecordKind): RecordKind {
  return kind === 'variant' || kind === 'image' ? 'product' : kind;
}

interface Owner {
  readonly integrationId: string;
  readonly runId: string;
  /** Who edited records in Odoo last, by `editorKey`. */
  readonly editors?: ReadonlyMap<string, string>;
}

export const editorKey = ({ odooModel, odooId }: Pick<Subject, 'odooModel' | 'odooId'>) =>
  `${odooModel} ${odooId}`;

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
    hereChangedAt: found.changedAt?.here ?? null,
    odooChangedAt: found.changedAt?.odoo ?? null,
    hereChangedBy: editorHere(subject),
    odooChangedBy:
      found.odooChangedBy === undefined
        ? (owner.editors?.get(editorKey(subject)) ?? null)
        : found.odooChangedBy,
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
  const { kind, localId, odooModel, odooId, warehouseId = null } = subject;
  await db.insert(conflicts).values({
    integrationId: owner.integrationId,
    kind,
    localId,
    odooModel,
    odooId,
    warehouseId,
    field: found.field,
    ...values,
    ...settled,
  });
}

/** Who typed here last: of a count, in this house. */
function editorHere({ kind, localId, warehouseId }: Subject): SQL {
  switch (kind) {
    case 'category':
      return sql`(select edited_by from categories where id = ${localId})`;
    case 'stock':
      return sql`(select edited_by from stock_levels where product_id = ${localId} and warehouse_id = ${warehouseId ?? null})`;
    default:
      return sql`(select edited_by from products where id = ${localId})`;
  }
}

interface Found {
  readonly subject: Subject;
  readonly conflict: ReportedConflict;
}

interface Keyed {
  readonly kind: RecordKind;
  readonly localId: string | null;
  readonly warehouseId?: string | null;
  readonly field: string;
}

const keyOf = ({ kind, localId, warehouseId = null, field }: Keyed) =>
  [kind, localId, warehouseId, field].join(' ');

/** Conflicts of these records and their kinds that fit a condition. */
async function conflictsAbout(
  db: Db,
  integrationId: string,
  subjects: readonly Subject[],
  condition: SQL | undefined,
) {
  const localIds = subjects.flatMap((subject) => subject.localId ?? []);
  if (localIds.length === 0) return [];
  const lookedAt = new Set(subjects.map(({ kind, localId }) => [familyOf(kind), localId].join(' ')));
  const rows = await db
    .select({
      id: conflicts.id,
      localId: conflicts.localId,
      warehouseId: conflicts.warehouseId,
      kind: conflicts.kind,
      field: conflicts.field,
    })
    .from(conflicts)
    .where(
      and(
        eq(conflicts.integrationId, integrationId),
        ne(conflicts.reason, 'several_candidates'),
        anyOf(conflicts.localId, localIds),
        condition,
      ),
    );
  return rows.filter((row) => lookedAt.has([familyOf(row.kind), row.localId].join(' ')));
}

const foundKeys = (found: readonly Found[]) =>
  new Set(found.map(({ subject, conflict: { field } }) => keyOf({ ...subject, field })));

/** Open conflicts of these records that were not found again: both sides agree by now. */
export async function settleVanished(
  db: Db,
  integrationId: string,
  subjects: readonly Subject[],
  found: readonly Found[],
): Promise<void> {
  const open = await conflictsAbout(db, integrationId, subjects, eq(conflicts.status, 'open'));
  const still = foundKeys(found);
  const gone = open.filter((row) => !still.has(keyOf(row))).map((row) => row.id);
  if (gone.length === 0) return;
  await db
    .update(conflicts)
    .set({ status: 'settled', settledBy: 'agreement', settledAt: sql`now()`, appliedAt: sql`now()` })
    .where(anyOf(conflicts.id, gone));
}

/**
 * Decisions that found other values than the person saw: the question is asked anew (`superseded`), or there is none
 * any more (`agreement`). Those carried out are marked by `saveConflict`.
 */
export async function closeDecisions(
  db: Db,
  integrationId: string,
  subjects: readonly Subject[],
  found: readonly Found[],
): Promise<void> {
  const waiting = and(eq(conflicts.status, 'settled'), isNull(conflicts.appliedAt));
  const left = await conflictsAbout(db, integrationId, subjects, waiting);
  const still = foundKeys(found);
  for (const settledBy of ['superseded', 'agreement'] as const) {
    const ids = left
      .filter((row) => still.has(keyOf(row)) === (settledBy === 'superseded'))
      .map((row) => row.id);
    if (ids.length > 0) {
      await db
        .update(conflicts)
        .set({ settledBy, choice: null, appliedAt: sql`now()` })
        .where(anyOf(conflicts.id, ids));
    }
  }
}

/** Questions about who is who that are answered once these records are tied, whoever answered them. */
export async function closeIdentities(
  db: Db,
  integrationId: string,
  tied: readonly { readonly localId: string; readonly odooModel: string; readonly odooId: number }[],
): Promise<void> {
  if (tied.length === 0) return;
  const localIds = tied.map(({ localId }) => localId);
  const odooIds = tied.map(({ odooId }) => odooId);
  await db
    .update(conflicts)
    .set({
      status: 'settled',
      settledBy: sql`coalesce(${conflicts.settledBy}, 'agreement')`,
      settledAt: sql`coalesce(${conflicts.settledAt}, now())`,
      appliedAt: sql`now()`,
    })
    .where(
      and(
        eq(conflicts.integrationId, integrationId),
        eq(conflicts.reason, 'several_candidates'),
        isNull(conflicts.appliedAt),
        or(
          anyOf(conflicts.localId, localIds),
          and(
            inArray(
              conflicts.odooModel,
              tied.map(({ odooModel }) => odooModel),
            ),
            anyOf(conflicts.odooId, odooIds),
          ),
        ),
      ),
    );
}

/** Questions about who these variants are that nobody needs to answer any more: no candidate is left. */
export async function withdrawIdentities(
  db: Db,
  integrationId: string,
  localIds: readonly string[],
): Promise<void> {
  if (localIds.length === 0) return;
  await db
    .update(conflicts)
    .set({ status: 'settled', settledBy: 'agreement', settledAt: sql`now()`, appliedAt: sql`now()` })
    .where(
      and(
        eq(conflicts.integrationId, integrationId),
        eq(conflicts.kind, 'variant'),
        eq(conflicts.reason, 'several_candidates'),
        eq(conflicts.status, 'open'),
        anyOf(conflicts.localId, [...localIds]),
      ),
    );
}

function sameRecord(integrationId: string, subject: Subject, field: string): SQL | undefined {
  return and(
    eq(conflicts.integrationId, integrationId),
    eq(conflicts.kind, subject.kind),
    eq(conflicts.field, field),
    sql`coalesce(${conflicts.localId}::text, '') = ${subject.localId ?? ''}`,
    sql`coalesce(${conflicts.odooId}, 0) = ${subject.odooId ?? 0}`,
    sql`coalesce(${conflicts.warehouseId}::text, '') = ${subject.warehouseId ?? ''}`,
  );
}
