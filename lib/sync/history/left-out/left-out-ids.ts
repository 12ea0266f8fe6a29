import { and, eq, isNull } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { leftOut } from '@/db/schema/links';

/**
 * Which of these records of Odoo a person keeps out. Ask after the ties were read: a mark is there before a tie is cut.
 */
export async function leftOutIds(
  db: Db,
  integrationId: string,
  odooModel: string,
  odooIds: readonly number[],
): Promise<Set<number>> {
  if (odooIds.length === 0) return new Set();
  const rows = await db
    .select({ odooId: leftOut.odooId })
    .from(leftOut)
    .where(
      and(
        eq(leftOut.integrationId, integrationId),
        eq(leftOut.odooModel, odooModel),
        anyOf(leftOut.odooId, [...odooIds]),
        isNull(leftOut.broughtBackAt),
      ),
    );
  return new Set(rows.map((row) => row.odooId));
}
