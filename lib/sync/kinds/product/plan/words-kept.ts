import { combinationKey } from '@/lib/catalogue/products/rules';
import type { Family } from '../family';
import { readMemo } from '../fields/memo';
import type { MemberPlan } from './plan-record';
import { keyOfVariant, Vocabulary } from './vocabulary';

/**
 * Where variants go on having words here that are not Odoo's (another Odoo's, or the merchant's own), those that are new
 * on one side are said in the same: one product does not say "Couleur" of some of its variants and "Color" of others.
 */
export function keepWords(family: Family, members: readonly MemberPlan[]): MemberPlan[] {
  const keeping = new Set(members.filter(keepsWords).map(({ localId }) => localId));
  const links = family.variantLinks.filter(
    ({ localId, odooDeletedAt }) => keeping.has(localId) && odooDeletedAt === null,
  );
  if (!family.odoo || links.length === 0) return [...members];
  const vocabulary = new Vocabulary(family.odoo, links);
  return members.map((plan) => {
    const { row, variant } = plan.member;
    if (!variant) return plan;
    if (!row) return { ...plan, called: vocabulary.say(variant) };
    const isNew = readMemo(plan.link?.memo).combination === undefined;
    return isNew && vocabulary.keyOf(row.attributes) === keyOfVariant(variant) ? asMeant(plan) : plan;
  });
}

function keepsWords({ member: { row, variant }, result }: MemberPlan): boolean {
  if (!row || !variant || result.toHere.attributes !== undefined) return false;
  return combinationKey(row.attributes) !== combinationKey(variant.attributes);
}

/** Made in Odoo of words that Odoo has not: it is the combination that was meant, and each side keeps its own for it. */
function asMeant(plan: MemberPlan): MemberPlan {
  const { attributes, ...toHere } = plan.result.toHere;
  const said = plan.odoo.attributes;
  if (said === undefined) return plan;
  const conflicts = plan.result.conflicts.filter(({ field }) => field !== 'attributes');
  const base = { ...plan.result.base, attributes: said };
  return { ...plan, result: { ...plan.result, toHere, base, conflicts } };
}
