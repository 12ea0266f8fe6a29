import { and, eq, isNotNull } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { stockLinks } from '@/db/schema/links';
import { combinationKey } from '@/lib/catalogue/products/rules';
import { withGoods } from '@/lib/odoo/intentions/with-goods';
import type { RemoteTemplate, RemoteVariant } from '@/lib/odoo/records';
import {
  baseOf,
  type Family,
  type Link,
  NOBODY,
  type Pin,
  type ProductRow,
  type Recombined,
} from '../family';
import { type ProductMemo, readMemo } from '../fields/memo';
import { asAttributes } from '../fields/values';
import { Vocabulary } from '../plan/vocabulary';
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
  const pinned = new Map<string, Pin>();
  for (const { row, variant, beyond } of changed) {
    if (goods.has(variant.id) || waiting.has(row.id)) pinned.set(row.id, { code: 'variant_has_stock' });
    else if (beyond) pinned.set(row.id, beyond);
  }
  const ids = changed.map(({ row }) => row.id);
  return { moving: new Set(ids.filter((id) => !pinned.has(id))), pinned };
}

interface Change {
  readonly row: ProductRow;
  readonly variant: RemoteVariant;
  /** Set where Odoo's product cannot have the new combination beside its sisters. */
  readonly beyond: Pin | null;
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
    if (!changed || !before.isOf(variant)) return [];
    const sisters = here.variants.some((other) => other !== row && !other.deletedAt && linkOf.has(other.id));
    return [{ row, variant, beyond: sisters ? beyondOf(odoo, [...linkOf.values()], row) : null }];
  });
}

/** Nobody leaves a record for one that cannot be made: the old one would be archived all the same. */
function beyondOf(odoo: RemoteTemplate, links: readonly Link[], { attributes }: ProductRow): Pin | null {
  const { unsaid, newLines } = new Vocabulary(odoo, links).read(attributes);
  if (unsaid.length > 0)
    return { code: 'combination_incomplete', attribute: unsaid.map(({ label }) => label).join(', ') };
  const [first] = newLines;
  return first ? { code: 'attribute_beyond_sisters', attribute: first.name } : null;
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
