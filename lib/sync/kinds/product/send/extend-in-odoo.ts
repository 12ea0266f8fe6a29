import { eq } from 'drizzle-orm';
import { links } from '@/db/schema/links';
import { describeCombination } from '@/lib/catalogue/products/rules';
import { createMissingVariants } from '@/lib/odoo/intentions/create-variants';
import { extendAttributeLines } from '@/lib/odoo/intentions/extend-lines';
import type { RemoteTemplate } from '@/lib/odoo/records';
import { inEngineTransaction } from '../../../engine/engine-transaction';
import { SyncError } from '../../../history/sync-error';
import { TEMPLATE } from '../family';
import { asAttributes } from '../fields/values';
import type { Outcome } from '../outcome';
import { isOffered } from '../plan/is-offered';
import type { FamilyPlan } from '../plan/plan-family';
import type { MemberPlan } from '../plan/plan-record';
import { type Meaning, Vocabulary } from '../plan/vocabulary';
import type { Surroundings } from '../surroundings';
import { findLines, type Wish } from './find-lines';

/** Variants here that Odoo has no product.product for. */
export function missingMembers(plan: FamilyPlan): MemberPlan[] {
  return plan.members.filter(({ member }) => member.row !== null && member.variant === null && !plan.simple);
}

/** Variants whose record in Odoo, so far the only one of its template, does not carry their combination yet. */
function heirs(plan: FamilyPlan, vocabulary: Vocabulary): MemberPlan[] {
  return plan.members.filter(({ member: { row, variant }, base }) => {
    if (plan.simple || !row || row.deletedAt || !variant) return false;
    if (Object.keys(asAttributes(base?.attributes)).length > 0 || plan.family.recombined.pinned.has(row.id))
      return false;
    return vocabulary.learn(row.attributes, variant).some(({ ptav }) => ptav === null);
  });
}

/**
 * Variants brought back here whose value Odoo took off its line meanwhile: put on again it wakes them. Woken without it
 * they would not be offered to anybody, and the next change of lines would archive them again (seen on 17 and 19).
 */
function homeless(plan: FamilyPlan, template: RemoteTemplate): MemberPlan[] {
  return plan.members.filter(
    ({ member: { row, variant }, result }) =>
      row !== null &&
      variant?.active === false &&
      result.toOdoo.active === true &&
      !isOffered(template, variant),
  );
}

/** Whether Odoo lacks a combination that a variant here has. */
export function wantsLines(plan: FamilyPlan, template: RemoteTemplate): boolean {
  return (
    missingMembers(plan).length > 0 ||
    homeless(plan, template).length > 0 ||
    heirs(plan, vocabularyOf(plan, template)).length > 0
  );
}

/**
 * Gives templates the attribute lines and values their variants here need; Odoo makes the combinations. Where a
 * product without variants hands its product.product over, lines of one value come first: Odoo then keeps it as the
 * first variant (FACTS.md A, Variants). What Odoo made beyond ours is known by the ids noted before. A combination that
 * cannot be said in Odoo is refused before anything of it is sent.
 */
export async function extendInOdoo(
  around: Surroundings,
  plans: readonly FamilyPlan[],
  templateOf: (plan: FamilyPlan) => RemoteTemplate | undefined,
  outcome: Outcome,
): Promise<void> {
  const { run } = around;
  const wishes = plans.flatMap((plan) => {
    const template = templateOf(plan);
    return template ? wishesOf(plan, template, outcome) : [];
  });
  if (wishes.length === 0) return;
  await noteExtending(around, wishes);
  const found = await findLines(run.odoo, wishes);
  for (const { plan, error } of found.refused) outcome.fail(plan, error);
  for (const rows of [found.granted.filter(({ isHeir }) => isHeir), found.granted]) {
    const byPlan = [...Map.groupBy(rows, ({ plan }) => plan)];
    if (byPlan.length === 0) continue;
    const results = await extendAttributeLines(
      run.odoo,
      byPlan.map(([, granted]) => ({
        templateId: granted[0]?.template.id ?? 0,
        lines: together(granted.flatMap(({ lines }) => lines)),
      })),
    );
    for (const [n, [plan]] of byPlan.entries()) {
      const result = results[n];
      if (result && !result.ok) outcome.fail(plan, result.error);
    }
  }
}

function vocabularyOf(plan: FamilyPlan, template: RemoteTemplate | null): Vocabulary {
  return new Vocabulary(
    template,
    plan.family.variantLinks.filter((link) => link.odooDeletedAt === null),
  );
}

function wishesOf(plan: FamilyPlan, template: RemoteTemplate, outcome: Outcome): Wish[] {
  const vocabulary = vocabularyOf(plan, template);
  const first = new Set(heirs(plan, vocabulary));
  const sisters = plan.members.some((member) => isSold(member) && !first.has(member));
  return [...first, ...missingMembers(plan), ...homeless(plan, template)].flatMap((member) => {
    const { row } = member.member;
    if (!row || row.deletedAt) return [];
    const meaning = vocabulary.read(row.attributes);
    const variant = describeCombination(row.attributes);
    if (meaning.unsaid.length > 0) {
      const attribute = meaning.unsaid.map(({ label }) => label).join(', ');
      outcome.fail(plan, new SyncError('combination_incomplete', { variant, attribute }));
      return [];
    }
    const [beyond] = first.has(member) ? [] : meaning.newLines;
    if (beyond && sisters) {
      outcome.fail(plan, new SyncError('attribute_beyond_sisters', { variant, attribute: beyond.name }));
      return [];
    }
    return [{ plan, template, meaning, variant, isHeir: first.has(member) }];
  });
}

/** Odoo gives a line's only value to every variant that there is: one that has a record must not get another's. */
function isSold({ member: { row, variant } }: MemberPlan): boolean {
  return row !== null && row.deletedAt === null && variant?.active === true;
}

/** Ties a template that is met for the first time too: killed behind the first line, the next run knows what is ours. */
async function noteExtending({ run }: Surroundings, wishes: readonly Wish[]): Promise<void> {
  await inEngineTransaction(run, async (tx) => {
    for (const [plan, [wish]] of Map.groupBy(wishes, (one) => one.plan)) {
      const { link, memo } = plan.head;
      if (!wish || memo.extending) continue;
      const awake = wish.template.variants.filter((variant) => variant.active);
      const extending = plan.createOdoo ? [] : awake.map((variant) => variant.id);
      if (link)
        await tx
          .update(links)
          .set({ memo: { ...link.memo, extending } })
          .where(eq(links.id, link.id));
      else if (!plan.createOdoo)
        await tx.insert(links).values({
          integrationId: run.integration.id,
          kind: 'product',
          localId: plan.headId,
          odooModel: TEMPLATE,
          odooId: wish.template.id,
          origin: 'odoo',
          memo: { extending },
        });
    }
  });
}

interface Line {
  readonly lineId: number | null;
  readonly attributeId: number;
  readonly valueIds: readonly number[];
}

/** What several variants want of one line, once. */
function together(lines: readonly Line[]): Line[] {
  return [...Map.groupBy(lines, ({ lineId, attributeId }) => `${lineId} ${attributeId}`).values()].flatMap(
    ([first, ...more]) =>
      first
        ? [{ ...first, valueIds: [...new Set([first, ...more].flatMap(({ valueIds }) => valueIds))] }]
        : [],
  );
}

/** Combinations that Odoo makes only on demand (dynamic attributes), once their values are on the template. */
export async function createDynamicVariants(
  around: Surroundings,
  plans: readonly FamilyPlan[],
  outcome: Outcome,
): Promise<boolean> {
  const rows = plans.flatMap((plan) => {
    const template = plan.family.odoo;
    if (!template) return [];
    const vocabulary = vocabularyOf(plan, template);
    return missingMembers(plan).flatMap(({ member }) => {
      const meaning = vocabulary.read(member.row?.attributes ?? {});
      const ptavIds = meaning.values.map(({ ptavId }) => ptavId);
      return isComplete(meaning) ? [{ plan, templateId: template.id, ptavIds }] : [];
    });
  });
  if (rows.length === 0) return false;
  const results = await createMissingVariants(around.run.odoo, rows);
  for (const [n, { plan }] of rows.entries()) {
    const result = results[n];
    if (result && !result.ok) outcome.fail(plan, result.error);
  }
  return true;
}

function isComplete({ values, newValues, newLines, unsaid }: Meaning): boolean {
  return values.length > 0 && newValues.length + newLines.length + unsaid.length === 0;
}
