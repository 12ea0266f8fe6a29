import { and, desc, eq, inArray, isNull, notInArray, sql } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { products } from '@/db/schema/catalogue';
import { runChanges } from '@/db/schema/runs';
import type { RecordedChange } from './undo-step';

/** A product with its variants and their stock; any other record alone; a change of no record here alone. */
const family = sql<string>`coalesce(${products.parentId}::text, ${runChanges.localId}::text, ${runChanges.id}::text)`;

/**
 * A page of a run's changes that are not taken back yet, the last first, whole families only; within one the last change
 * first. @returns families, and the place where the next page begins
 */
export async function readFamilies(
  db: Db,
  runId: string,
  { before, families }: { readonly before: number | null; readonly families: number },
): Promise<{ families: RecordedChange[][]; next: number | null }> {
  const open = and(
    eq(runChanges.runId, runId),
    isNull(runChanges.undoneBy),
    notInArray(runChanges.action, ['link', 'unlink']),
  );
  const last = sql<number>`max(${runChanges.id})`.mapWith(Number);
  const heads = await db
    .select({ family, last })
    .from(runChanges)
    .leftJoin(products, eq(products.id, runChanges.localId))
    .where(open)
    .groupBy(family)
    .having(before === null ? undefined : sql`max(${runChanges.id}) < ${before}`)
    .orderBy(desc(last))
    .limit(families + 1);
  const page = heads.slice(0, families);
  if (page.length === 0) return { families: [], next: null };
  const rows = await db
    .select({ family, change: runChanges })
    .from(runChanges)
    .leftJoin(products, eq(products.id, runChanges.localId))
    .where(
      and(
        open,
        inArray(
          family,
          page.map((head) => head.family),
        ),
      ),
    )
    .orderBy(desc(runChanges.id));
  const byFamily = Map.groupBy(rows, (row) => row.family);
  return {
    families: page.map((head) => (byFamily.get(head.family) ?? []).map((row) => row.change)),
    next: heads.length > families ? (page.at(-1)?.last ?? null) : null,
  };
}
