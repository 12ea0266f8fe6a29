import { combinationKey } from '@/lib/catalogue/products/rules';
import type { RemoteVariant } from '@/lib/odoo/records';
import type { Family, Link, ProductRow } from '../family';
import { readMemo } from '../fields/memo';
import { liveVariants } from '../fields/price';

/** One product.product and what it is here. */
export interface Member {
  /** The row here; null: it has to be made. */
  readonly row: ProductRow | null;
  /** For a row to be made of a product that had no variants: the product itself, whose codes it takes over. */
  readonly seed: ProductRow | null;
  /** The record in Odoo; null: it has to be made. */
  readonly variant: RemoteVariant | null;
  readonly link: Link | null;
}

export interface Members {
  /** One product.product and no variants here: the product itself is tied twice. */
  readonly simple: boolean;
  readonly members: readonly Member[];
  /** Variants here whose record Odoo has unlinked. */
  readonly vanished: readonly { row: ProductRow; link: Link }[];
  /** Combinations that Odoo made or woke when we sent lines and that nobody asked for, and those that a variant left. */
  readonly surplus: readonly number[];
  /** Ties of archived variants here to a combination that a live variant has now: they give way to it. */
  readonly ceded: readonly Link[];
}

/**
 * Which variant here is which in Odoo: by link, else by combination. A product that gets its first variants, on either
 * side, hands its own link over to one of them, so that stock and codes stay where they are.
 */
export function matchMembers(family: Family): Members {
  const { here, odoo } = family;
  const tied = family.variantLinks.filter((link) => link.odooDeletedAt === null);
  const rows = here?.variants ?? [];
  const remote = odoo?.variants ?? [];
  const alive = odoo?.active ? liveVariants(odoo) : [];
  const hasVariants = rows.some(
    (row) => row.deletedAt === null || tied.some((link) => link.localId === row.id),
  );
  if (!hasVariants && alive.length < 2) return simpleMember(family, tied);

  const byId = new Map(remote.map((variant) => [variant.id, variant]));
  const linkOf = new Map(tied.map((link) => [link.localId, link]));
  const members: Member[] = [];
  const vanished: { row: ProductRow; link: Link }[] = [];
  const taken = new Set<number>();
  const add = (member: Member) => {
    members.push(member);
    if (member.variant) taken.add(member.variant.id);
  };

  const { moving } = family.recombined;
  const open: { row: ProductRow; link: Link | null }[] = [];
  const settled: { row: ProductRow; link: Link; variant: RemoteVariant }[] = [];
  for (const row of rows) {
    const link = linkOf.get(row.id) ?? null;
    const variant = link ? byId.get(link.odooId) : undefined;
    if (link?.outOfReachSince && !variant) continue;
    if (link && variant && !moving.has(row.id)) settled.push({ row, link, variant });
    else if (link || row.deletedAt === null) open.push({ row, link });
  }
  const combination = (variant: RemoteVariant) => combinationKey(variant.attributes);
  const alone = open.filter(({ row }) => row.deletedAt === null);
  const wanted = new Set(alone.map(({ row }) => combinationKey(row.attributes)));
  const before = readMemo(family.link?.memo).extending;
  const ceded: Link[] = [];
  const surplus: number[] = [];
  for (const { row, link, variant } of settled) {
    const woken = variant.active && before !== undefined && !before.includes(variant.id);
    if (row.deletedAt && wanted.has(combination(variant))) ceded.push(link);
    else if (row.deletedAt && woken) surplus.push(variant.id);
    else add({ row, seed: null, variant, link });
  }
  for (const id of surplus) taken.add(id);

  const handed = here ? (linkOf.get(here.head.id) ?? null) : null;
  const handedVariant = handed ? byId.get(handed.odooId) : undefined;
  if (here && handed && handedVariant && !taken.has(handedVariant.id)) {
    const heir = open.findIndex(({ row, link }) => link === null && row.deletedAt === null);
    const [first] = heir < 0 ? [] : open.splice(heir, 1);
    if (first) add({ row: first.row, seed: null, variant: handedVariant, link: handed });
    else if (rows.length === 0) add({ row: null, seed: here.head, variant: handedVariant, link: handed });
  }

  for (const { row, link } of open) {
    const key = combinationKey(row.attributes);
    const free = remote.filter((variant) => !taken.has(variant.id) && combination(variant) === key);
    const variant = free.find((candidate) => candidate.active) ?? free[0] ?? null;
    if (variant && row.deletedAt === null) add({ row, seed: null, variant, link });
    else if (link && odoo && !moving.has(row.id)) vanished.push({ row, link });
    else if (row.deletedAt === null)
      add({ row, seed: null, variant: null, link: moving.has(row.id) ? link : null });
  }

  const left = new Set([...linkOf.values()].flatMap((link) => (moving.has(link.localId) ? link.odooId : [])));
  for (const variant of alive) {
    if (taken.has(variant.id)) continue;
    if (left.has(variant.id) || (before && !before.includes(variant.id))) surplus.push(variant.id);
    else add({ row: null, seed: null, variant, link: null });
  }
  return { simple: false, members, vanished, surplus, ceded };
}

function simpleMember({ here, odoo }: Family, tied: readonly Link[]): Members {
  const link = here ? (tied.find((candidate) => candidate.localId === here.head.id) ?? null) : null;
  const linked = odoo?.variants.find((variant) => variant.id === link?.odooId);
  const [only] = odoo ? liveVariants(odoo) : [];
  const variant = (linked?.active ? linked : undefined) ?? only ?? linked ?? null;
  if (odoo && !variant) return { simple: true, members: [], vanished: [], surplus: [], ceded: [] };
  return {
    simple: true,
    members: [{ row: here?.head ?? null, seed: null, variant, link }],
    vanished: [],
    surplus: [],
    ceded: [],
  };
}
