import type { RemoteVariant } from '@/lib/odoo/records';
import type { Family, Link, ProductRow } from '../family';
import { readMemo } from '../fields/memo';
import { liveVariants } from '../fields/price';
import { introduceStrangers } from './introduce-strangers';
import { meetVariants } from './meet-variants';
import type { Member, VariantQuestion } from './member';
import { isOneOfSeveral, keyOfVariant, Vocabulary } from './vocabulary';

export interface Members {
  /** No variants here and one product.product that is not one of several: the product itself is tied twice. */
  readonly simple: boolean;
  readonly members: readonly Member[];
  /** Variants here whose record Odoo has unlinked. */
  readonly vanished: readonly { row: ProductRow; link: Link }[];
  /** Combinations that Odoo made or woke when we sent lines and that nobody asked for, and those that a variant left. */
  readonly surplus: readonly number[];
  /** Ties that end: of archived variants here to a combination that a live variant has now, and of the only variant. */
  readonly ceded: readonly Link[];
  /** Nothing is made of these on either side, nor of their candidates, until they are answered. */
  readonly questions: readonly VariantQuestion[];
}

const NONE = { vanished: [], surplus: [], ceded: [], questions: [] } as const;

/**
 * Which variant here is which in Odoo: by link; those that nothing ties yet are introduced. A product that gets its
 * first variants, on either side, hands its own link over to one of them, so that stock and codes stay where they are.
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
  const [only, ...others] = alive;
  const alone = others.length === 0 && !(odoo && only && isOneOfSeveral(odoo, only));
  if (!hasVariants && alone) return simpleMember(family, tied);

  const vocabulary = new Vocabulary(odoo, tied);
  const byId = new Map(remote.map((variant) => [variant.id, variant]));
  const linkOf = new Map(tied.map((link) => [link.localId, link]));
  const members: Member[] = [];
  const taken = new Set<number>();
  const add = (member: Member) => {
    members.push(member);
    if (member.variant) taken.add(member.variant.id);
  };
  const free = () => remote.filter((variant) => !taken.has(variant.id));

  const { movedAway } = family;
  const { moving } = family.recombined;
  const open: { row: ProductRow; link: Link | null }[] = [];
  const settled: { row: ProductRow; link: Link; variant: RemoteVariant }[] = [];
  for (const row of rows) {
    const link = linkOf.get(row.id) ?? null;
    const variant = link ? byId.get(link.odooId) : undefined;
    if (!variant && (link?.outOfReachSince || movedAway.has(row.id))) continue;
    if (link && variant && !moving.has(row.id)) settled.push({ row, link, variant });
    else if (link || row.deletedAt === null) open.push({ row, link });
  }
  const wanted = new Set(
    open.flatMap(({ row }) => (row.deletedAt ? [] : (vocabulary.keyOf(row.attributes) ?? []))),
  );
  const before = readMemo(family.link?.memo).extending;
  const ceded: Link[] = [];
  const surplus: number[] = [];
  for (const { row, link, variant } of settled) {
    const woken = variant.active && before !== undefined && !before.includes(variant.id);
    if (row.deletedAt && wanted.has(keyOfVariant(variant))) ceded.push(link);
    else if (row.deletedAt && woken) surplus.push(variant.id);
    else add({ row, seed: null, variant, link });
  }
  for (const id of surplus) taken.add(id);

  const movers = open.filter(({ row }) => moving.has(row.id));
  const seats = meetVariants(rowsOf(movers), free(), vocabulary, ['combination']);
  for (const { row, link } of movers) {
    const variant = seats.find((pair) => pair.row === row)?.variant ?? null;
    if (row.deletedAt === null) add({ row, seed: null, variant, link });
  }

  const own = here ? (linkOf.get(here.head.id) ?? null) : null;
  const left = new Set(movers.flatMap(({ link }) => link?.odooId ?? []));
  const extra = (variant: RemoteVariant) => before !== undefined && !before.includes(variant.id);
  const strangers = open.filter(({ row }) => !moving.has(row.id));
  const introduced = introduceStrangers({
    family,
    vocabulary,
    rows: rowsOf(strangers.filter(({ row }) => row.deletedAt === null)),
    variants: free().filter((variant) => !left.has(variant.id)),
    isStranger: (variant) => alive.includes(variant) && !extra(variant) && !family.leftOut.has(variant.id),
    acquainted:
      before !== undefined ||
      tied.some((link) => link.outOfReachSince) ||
      members.some(({ row, variant }) => row && variant),
    own,
  });
  if (odoo && own && !byId.has(own.odooId)) ceded.push(...ended(family, own));
  for (const member of introduced.members)
    add({ ...member, link: member.link ?? linkOf.get(member.row?.id ?? '') ?? null });

  const vanished: { row: ProductRow; link: Link }[] = [];
  const waiting = introduced.questions.length > 0;
  const known = new Set(members.map(({ row }) => row));
  for (const { row, link } of strangers) {
    if (known.has(row)) continue;
    if (link && odoo) vanished.push({ row, link });
    else if (row.deletedAt === null && !waiting) add({ row, seed: null, variant: null, link: null });
  }
  for (const variant of alive) {
    if (taken.has(variant.id) || family.leftOut.has(variant.id)) continue;
    if (left.has(variant.id) || extra(variant)) surplus.push(variant.id);
    else if (!waiting) add({ row: null, seed: null, variant, link: null });
  }
  return { simple: false, members, vanished, surplus, ceded, questions: introduced.questions };
}

const rowsOf = (open: readonly { row: ProductRow }[]) => open.map(({ row }) => row);

/** The variant that a product was went, by itself or to another template, and its template stayed: it is none any more. */
function ended({ movedAway }: Family, link: Link | null): Link[] {
  return link && link.outOfReachSince === null && !movedAway.has(link.localId) ? [link] : [];
}

function simpleMember(family: Family, tied: readonly Link[]): Members {
  const { here, odoo } = family;
  const link = here ? (tied.find((candidate) => candidate.localId === here.head.id) ?? null) : null;
  const linked = odoo?.variants.find((variant) => variant.id === link?.odooId);
  const [only] = odoo ? liveVariants(odoo) : [];
  const variant = (linked?.active ? linked : undefined) ?? only ?? linked ?? null;
  if (odoo && !variant) return { simple: true, members: [], ...NONE, ceded: ended(family, link) };
  return { simple: true, members: [{ row: here?.head ?? null, seed: null, variant, link }], ...NONE };
}
