import { and, eq, inArray, isNull } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { conflicts } from '@/db/schema/inbox';
import type { RecordKind } from '@/db/schema/runs';
import type { Decision } from '../core/rules';
import { decisionOf } from './decision-of';

export type Decisions = ReadonlyMap<string, Readonly<Record<string, Decision>>>;

/** What persons decided about records of these kinds and no run has carried out yet, by local id and field. */
export async function loadDecisions(
  db: Db,
  integrationId: string,
  kinds: readonly RecordKind[],
  /** Only these records; all when not given. */
  localIds?: readonly string[],
): Promise<Decisions> {
  const found = new Map<string, Record<string, Decision>>();
  if (localIds?.length === 0) return found;
  const rows = await db
    .select()
    .from(conflicts)
    .where(
      and(
        eq(conflicts.integrationId, integrationId),
        inArray(conflicts.kind, [...kinds]),
        eq(conflicts.status, 'settled'),
        isNull(conflicts.appliedAt),
        localIds ? anyOf(conflicts.localId, [...localIds]) : undefined,
      ),
    );
  for (const row of rows) {
    const decision = decisionOf(row);
    if (row.localId === null || decision === null) continue;
    found.set(row.localId, { ...found.get(row.localId), [row.field]: decision });
  }
  return found;
}
