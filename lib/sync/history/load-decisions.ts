import { and, eq, inArray, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '@/db/client';
import { conflicts, type RecordKind } from '@/db/schema/sync';
import type { Decision } from '../core/rules';

const json = z.json();

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
        localIds ? inArray(conflicts.localId, [...localIds]) : undefined,
      ),
    );
  for (const { localId, field, choice, chosenValue, hereValue, odooValue } of rows) {
    if (localId === null || choice === null) continue;
    found.set(localId, {
      ...found.get(localId),
      [field]: {
        choice,
        ...(choice === 'value' ? { value: json.parse(chosenValue) } : {}),
        sawHere: json.parse(hereValue),
        sawOdoo: json.parse(odooValue),
      },
    });
  }
  return found;
}
