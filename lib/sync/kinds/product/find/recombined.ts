import { and, eq, isNotNull } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { stockLinks } from '@/db/schema/links';
import { combinationKey } from '@/lib/catalogue/products/rules';
import { withGoods } from '@/lib/odoo/intentions/with-goods';
import type { RemoteVariant } from '@/lib/odoo/records';
import { baseOf, type Family, type Link, NOBODY, type ProductRow, type Recombined } from '../family';
import { type ProductMemo, readMemo } from '../fields/memo';
import { asAttributes } from '../fields/values';
import type { Surroundings } from '../surroundings';

type Seen = Pick<Family, 'here' | 'odoo' | 'variantLinks'>;

/** Costs nothing while nobody changes a combination; else one call and one query for the whole batch. */
export async function readRecombined({ run }: Surroundings, families: readonly Seen[]): Promise<Recombined> {
  const { direction, fields } = run.integration.syncConfig;
  if (direction === 'import' || !fields.product.includes('attributes')) return NOBODY;
  const changed = families.flatMap(recombinedIn);
  if (changed.length === 0) return NOBODY;
  const [goods, underWay] = await Promise.all([
    withGoods(
      run.odoo,
      changed.map(({ variant }) => variant.id),
    ),
    run.ctx.db
      .select({ productId: stockLinks.productId })
      .from(stockLinks)
      .where(
        and(
          eq(stockLinks.integrationId, run.integration.id),
          isNotNull(stockLinks.pending),
          anyOf(
            stockLinks.productId,
            changed.map(({ row }) => row.id),
          ),
        ),
      ),
  ]);
  const waiting = new Set(underWay.map((link) => link.productId));
  const isPinned = ({ row, variant }: Change) => goods.has(variant.id) || waiting.has(row.id);
  const ids = (changes: readonly Change[]) => new Set(changes.map(({ row }) => row.id));
  return {
    moving: ids(changed.filter((change) => !isPinned(change))),
    pinned: ids(changed.filter(isPinned)),
  };
}

interface Change {
  readonly row: ProductRow;
  readonly variant: RemoteVariant;
}

function recombinedIn({ here, odoo, variantLinks }: Seen): Change[] {
  if (!here || !odoo) return [];
  const linkOf = new Map(
    variantLinks.filter((link) => link.odooDeletedAt === null).map((link) => [link.localId, link]),
  );
  return here.variants.flatMap((row) => {
    const link = linkOf.get(row.id);
    const variant = odoo.variants.find((one) => one.id === link?.odooId);
    const before = link && agreedCombination(link);
    if (row.deletedAt || !variant || !before || isRenamed(readMemo(link.memo), row.attributes)) return [];
    const changed = combinationKey(row.attributes) !== combinationKey(before.attributes);
    return changed && before.isOf(variant) ? [{ row, variant }] : [];
  });
}

/** Whether the words that a variant has here are another Odoo's for the combination it has in this one. */
export function isRenamed({ renamed }: ProductMemo, attributes: ProductRow['attributes']): boolean {
  return renamed !== undefined && combinationKey(renamed) === combinationKey(attributes);
}

/**
 * Whether a variant's combination was changed here before it was archived: nobody looks at it while it sleeps, and once
 * it is awake again it is what somebody typed, no other word for what Odoo has.
 */
export function isRecombinedAsleep(memo: ProductMemo, row: ProductRow | null): boolean {
  if (!row?.deletedAt || !memo.combination || isRenamed(memo, row.attributes)) return false;
  const known = Object.fromEntries(memo.combination.map(({ name, value }) => [name, value]));
  return combinationKey(known) !== combinationKey(row.attributes);
}

/** The combination that both sides had, and whether a record in Odoo still has it, whatever its values are called now. */
function agreedCombination(link: Link) {
  const words = readMemo(link.memo).combination;
  const ptavs = words?.flatMap(({ ptav }) => ptav ?? []);
  if (words && ptavs) {
    const attributes = Object.fromEntries(words.map(({ name, value }) => [name, value]));
    return { attributes, isOf: ({ ptavIds }: RemoteVariant) => ptavs.every((id) => ptavIds.includes(id)) };
  }
  const { attributes } = baseOf(link) ?? {};
  if (attributes === undefined) return undefined;
  const key = combinationKey(asAttributes(attributes));
  return {
    attributes: asAttributes(attributes),
    isOf: (variant: RemoteVariant) => combinationKey(variant.attributes) === key,
  };
}
