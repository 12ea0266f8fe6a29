import { odooInstant } from '@/lib/odoo/dialect/instant';
import { type Canonical, sameJson } from '../../../core/canonical';
import { fold } from '../../../core/fold';
import { isUnseen, markUnseen, type Unseen } from '../../unseen';
import { VARIANT_FIELDS } from '../fields/fields';
import type { ProductMemo } from '../fields/memo';
import { nameless } from '../fields/nameless';
import { fingerprint } from '../fields/pictures';
import { asAttributes } from '../fields/values';
import { isRecombinedAsleep, isRenamed } from '../find/recombined';
import { templateFields } from '../plan/bare-template';
import type { FamilyPlan } from '../plan/plan-family';
import { type RecordPlan, readOdoo } from '../plan/plan-record';
import { Vocabulary } from '../plan/vocabulary';
import { placeOf } from '../send/sent-pictures';
import { aliasesOf } from './aliases';
import type { Facts } from './facts';
import { priceMemoOf } from './settle-price';

/** What a link remembers after a batch. */
export interface Settled {
  readonly base: Canonical;
  readonly memo: ProductMemo;
  /**
   * Null: Odoo holds something else than was agreed, or may still be written under this date; the record is read again
   * when its date shows up.
   */
  readonly writeDate: string | null;
}

export interface SettledFamily {
  readonly head: Settled;
  readonly members: ReadonlyMap<string, Settled>;
}

const SECONDS_UNSURE = 2;

/**
 * Folds what really happened into the base. What Odoo made of a value we sent (rounded, trimmed, re-encoded) is kept
 * beside it, so that it is neither an echo nor a change; anything else that differs is somebody's edit meanwhile.
 */
export function settleFamily(facts: Facts): SettledFamily {
  const { plan, template, around } = facts;
  const source = { template, simple: plan.simple, around };
  const dates = { before: plan.family.odoo?.writeDate, after: template.writeDate };
  const vocabulary = new Vocabulary(
    template,
    plan.family.variantLinks.filter((link) => link.odooDeletedAt === null),
  );
  const head = settle(facts, vocabulary, plan.head, 'product', dates, (memo) =>
    readOdoo(templateFields(plan.family), { ...source, memo }, memo, []),
  );
  const variants = new Map(template.variants.map((variant) => [variant.id, variant]));
  const members = new Map(
    plan.members.flatMap((member): [string, Settled][] => {
      const variant = variants.get(member.member.variant?.id ?? 0);
      if (!variant) return [];
      const own = { ...source, variant, headMemo: head.memo };
      const read = (memo: ProductMemo) => readOdoo(VARIANT_FIELDS, { ...own, memo }, memo, []);
      const of = { before: member.member.variant?.writeDate, after: variant.writeDate };
      return [[member.localId, settle(facts, vocabulary, member, 'variant', of, read)]];
    }),
  );
  return { head, members };
}

function settle(
  facts: Facts,
  vocabulary: Vocabulary,
  record: RecordPlan,
  kind: 'product' | 'variant',
  { before, after: writeDate }: { before: string | undefined; after: string },
  read: (memo: ProductMemo) => Canonical,
): Settled {
  const { outcome, here } = facts;
  const folded = fold(record.base, record.result, {
    here: (field) => here && outcome.took(record.localId, kind, field),
    odoo: (field) => outcome.took(record.localId, kind, field),
  });
  const isNew = kind === 'product' && facts.plan.family.here === null;
  const base = isNew ? { title: nameless(facts.template), ...folded } : folded;
  const asRead = read({ ...record.memo, price: undefined, aliases: undefined, pictures: picturesOf(facts) });
  const aliases = aliasesOf(record, facts.around.run.reference.company, base, asRead);
  const price = priceMemoOf(facts, record, base);
  const memo: ProductMemo = {
    pictures: picturesOf(facts),
    ...(Object.keys(aliases).length > 0 ? { aliases } : {}),
    ...(price ? { price } : {}),
    ...combinationOf(facts, vocabulary, record, base),
    ...(record.memo.guess && base.price === undefined ? { guess: record.memo.guess } : {}),
  };
  const now = read(memo);
  const agreed = Object.entries(record.result.base).every(
    ([field]) => now[field] === undefined || sameJson(now[field], base[field]),
  );
  if (!agreed) memo.unseen = unseenAfter(facts, record, { before, after: writeDate });
  return { base, memo, writeDate: agreed && isPast(facts, writeDate) ? writeDate : null };
}

/** Set while what was sent, now or lately, is not shown yet. */
function unseenAfter(
  { around: { run } }: Facts,
  { memo, result }: RecordPlan,
  dates: { before: string | undefined; after: string },
): Unseen | undefined {
  if (isUnseen(run.odoo, memo.unseen, dates.after)) return memo.unseen;
  const shown = dates.before === dates.after && Object.keys(result.toOdoo).length > 0;
  return shown ? markUnseen(run.odoo, dates.after) : undefined;
}

/**
 * A variant's words for its values in Odoo, while both mean the same combination, be it in words that are kept apart;
 * what was known before stays.
 */
function combinationOf(
  { plan, template, around, here }: Facts,
  vocabulary: Vocabulary,
  { kind, localId, odooId, memo, result, here: before, called }: RecordPlan,
  base: Canonical,
): Pick<ProductMemo, 'combination' | 'renamed'> {
  const variant = template.variants.find((one) => one.id === odooId);
  if (kind !== 'variant' || plan.simple || !variant) return {};
  const { direction, fields } = around.run.integration.syncConfig;
  const asked = result.conflicts.some(({ field, choice }) => field === 'attributes' && choice === null);
  const renamed = isRenamed(memo, asAttributes(before.attributes));
  const agreed = direction === 'export' || asked || renamed || base.attributes !== undefined;
  // More attributes or fewer: what each of them is here cannot be told, and the combination is what it was.
  const { combination: known, renamed: theirs = {} } = memo;
  if (renamed && known && Object.keys(theirs).length !== known.length)
    return { combination: known, renamed: theirs };
  const { pinned } = plan.family.recombined;
  if (pinned.has(localId)) return { combination: known, renamed: memo.renamed };
  const differs =
    isRecombinedAsleep(memo, rowOf(plan, localId)) || (!here && result.toHere.attributes !== undefined);
  if (!agreed || differs || !fields.product.includes('attributes')) {
    return memo.combination ? { combination: memo.combination } : {};
  }
  const words = called ?? asAttributes(result.toHere.attributes ?? before.attributes);
  return { combination: vocabulary.learn(words, variant) };
}

function rowOf({ members }: FamilyPlan, localId: string) {
  return members.find((member) => member.localId === localId)?.member.row ?? null;
}

/** Odoo shows whole seconds: what was written just now may be written again under the same date. */
function isPast({ around }: Facts, writeDate: string): boolean {
  return writeDate < odooInstant(new Date(around.run.odoo.serverTime().getTime() - SECONDS_UNSURE * 1_000));
}

/** Fingerprints Odoo has now → our picture: known ones, ones just sent, ones just downloaded. */
function picturesOf({ plan, template, sent, taken }: Facts): Record<string, string> {
  const before = [plan.head, ...plan.members].map((record) => record.memo.pictures ?? {});
  const known: Record<string, string> = Object.assign({}, ...before);
  const images = [
    ...(template.image ? [template.image] : []),
    ...template.extraImages,
    ...template.variants.flatMap((variant) => variant.ownImage ?? []),
  ];
  const pictures: Record<string, string> = {};
  for (const image of images) {
    const key = fingerprint(image);
    const justSent = image.sha1 ? sent.byBytes.get(image.sha1) : sent.byPlace.get(placeOf(image.ref));
    const ours = justSent ?? known[key] ?? taken.get(key)?.sha1;
    if (ours && ours !== key) pictures[key] = ours;
  }
  return pictures;
}
