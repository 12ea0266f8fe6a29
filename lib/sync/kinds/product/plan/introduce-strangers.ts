import type { RemoteVariant } from '@/lib/odoo/records';
import type { Family, Link, ProductRow } from '../family';
import { canonicalCode } from '../fields/values';
import { meetVariants } from './meet-variants';
import type { Member, VariantQuestion } from './member';
import type { Vocabulary } from './vocabulary';

interface Strangers {
  readonly family: Family;
  readonly vocabulary: Vocabulary;
  /** Live variants here whose record in Odoo is not known. */
  readonly rows: readonly ProductRow[];
  /** Records in Odoo that no variant here is tied to, archived ones too. */
  readonly variants: readonly RemoteVariant[];
  /** One that somebody in Odoo made; not one that came because we sent lines. */
  readonly isStranger: (variant: RemoteVariant) => boolean;
  /** The two sides have a variant in common, or the lines are ours: then a new combination is a new variant. */
  readonly acquainted: boolean;
  /** The tie of the product itself, from when it had no variants. */
  readonly own: Link | null;
}

/**
 * First meeting of variants: as a person said, else by code and combination. What is left on both sides at once cannot
 * be told from each other, and is asked; it stays asked until it is answered, whatever else is tied meanwhile.
 */
export function introduceStrangers(strangers: Strangers): {
  members: readonly Member[];
  questions: readonly VariantQuestion[];
} {
  const { family, vocabulary, rows, variants, own } = strangers;
  const decided = decidedPairs(strangers);
  const met = [
    ...decided,
    ...meetVariants(
      rows.filter((row) => !decided.some((pair) => pair.row === row)),
      variants.filter((variant) => !decided.some((pair) => pair.variant === variant)),
      vocabulary,
    ),
  ];
  const linkFor = (variant: RemoteVariant) => (own?.odooId === variant.id ? own : null);
  const members: Member[] = met.map(({ row, variant }) => ({
    row,
    seed: null,
    variant,
    link: linkFor(variant),
  }));
  const restRows = rows.filter((row) => !met.some((pair) => pair.row === row));
  const rest = variants.filter((variant) => !met.some((pair) => pair.variant === variant));
  const questions = asked(strangers, restRows, rest.filter(strangers.isStranger));
  if (questions.length > 0) return { members, questions };
  const handed = rest.find((variant) => variant.id === own?.odooId);
  if (handed && own) {
    const divided = rest.filter(strangers.isStranger).length > 1;
    const heir = divided ? null : (restRows.find((row) => !isTied(family, row)) ?? null);
    members.push({ row: heir, seed: heir ? null : (family.here?.head ?? null), variant: handed, link: own });
  } else if (rows.length === 0) {
    const alive = rest.filter(({ active }) => active);
    members.push(...(family.link ? firstOf(family, own, alive) : seeded(family, alive)));
  }
  return { members, questions };
}

const isTied = (family: Family, { id }: ProductRow) =>
  family.variantLinks.some((link) => link.localId === id);

/** What a person answered, while both are still there to be tied. */
function decidedPairs({ family, rows, variants }: Strangers) {
  return rows.flatMap((row) => {
    const answer = family.identities.get(row.id)?.answer;
    const variant = variants.find((one) => one.id === answer?.odooId);
    return variant ? [{ row, variant }] : [];
  });
}

function asked(
  { family, acquainted, own }: Strangers,
  rows: readonly ProductRow[],
  candidates: readonly RemoteVariant[],
): VariantQuestion[] {
  const [only, ...others] = candidates;
  if (!only || (others.length === 0 && only.id === own?.odooId)) return [];
  // Odoo gives the first value that is added to the only record of a template: it cannot stay apart.
  const mustBeOne = others.length === 0 && only.ptavIds.length === 0;
  if (mustBeOne && family.ours) return [];
  const waiting = rows.filter((row) => {
    if (isTied(family, row)) return false;
    const known = family.identities.get(row.id);
    return known ? mustBeOne || known.answer?.odooId !== null : !acquainted;
  });
  return waiting.map((row) => ({ row, candidates }));
}

/** A template that had no variant yet gets its first one: what was typed on the product meanwhile is that one's. */
function firstOf({ here }: Family, own: Link | null, alive: readonly RemoteVariant[]): Member[] {
  const [variant, ...others] = alive;
  if (!here || !variant || own || here.variants.length + others.length > 0) return [];
  return [{ row: null, seed: here.head, variant, link: null }];
}

/** A product without variants meets a template that has some: the one that has its code takes over what it has. */
function seeded({ here }: Family, variants: readonly RemoteVariant[]): Member[] {
  const head = here?.head;
  if (!head) return [];
  for (const key of ['sku', 'ean'] as const) {
    const code = canonicalCode(head[key]);
    const found = variants.filter((variant) => code !== null && canonicalCode(variant[key]) === code);
    const [variant, ...rivals] = found;
    if (variant && rivals.length === 0) return [{ row: null, seed: head, variant, link: null }];
  }
  return [];
}
