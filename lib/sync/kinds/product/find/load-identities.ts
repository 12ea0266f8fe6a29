import { and, asc, eq, isNull } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { conflicts } from '@/db/schema/inbox';
import type { Identity } from '../family';

/** What is asked, or was answered and is not carried out yet, about who these variants are in Odoo; the newest word counts. */
export async function loadIdentities(
  db: Db,
  integrationId: string,
  localIds: readonly string[],
): Promise<Map<string, Identity>> {
  if (localIds.length === 0) return new Map();
  const rows = await db
    .select()
    .from(conflicts)
    .where(
      and(
        eq(conflicts.integrationId, integrationId),
        eq(conflicts.kind, 'variant'),
        eq(conflicts.reason, 'several_candidates'),
        isNull(conflicts.appliedAt),
        anyOf(conflicts.localId, [...localIds]),
      ),
    )
    .orderBy(asc(conflicts.id));
  return new Map(
    rows.map(({ localId, status, choice, chosenValue }) => [
      localId ?? '',
      { answer: status === 'open' ? null : { odooId: choice === 'value' ? Number(chosenValue) : null } },
    ]),
  );
}
