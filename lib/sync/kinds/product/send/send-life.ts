import { archive, archiveVariants, restore, restoreVariants } from '@/lib/odoo/intentions/archive';
import type { Outcome } from '../outcome';
import { isOffered } from '../plan/is-offered';
import type { Surroundings } from '../surroundings';
import { noteRefusal, type SentPlan } from './sent-plan';

/**
 * Restored first: Odoo keeps quiet about archived records in some writes. Variants go before their products: Odoo wakes
 * them itself only where none of the products written at once has an active one (17–19), and killed in between, a product
 * still archived asks for the rest.
 */
export async function bringBack(
  around: Surroundings,
  plans: readonly SentPlan[],
  outcome: Outcome,
): Promise<void> {
  const returning = plans.filter(({ plan }) => plan.head.result.toOdoo.active === true);
  if (returning.length > 0) {
    await restoreVariants(
      around.run.odoo,
      returning.flatMap((one) => sleepers(one, false)),
    );
    const results = await restore(
      around.run.odoo,
      returning.map(({ template }) => template.id),
      returning.flatMap((one) => sleepers(one, true)),
    );
    for (const [n, { plan }] of returning.entries()) {
      noteRefusal(results[n], () => ['active'], plan, plan.headId, 'product', outcome);
    }
  }
  await setVariantsActive(around, plans, true, outcome);
}

/** Archived variants of a product that live here, or that were put away alone; what Odoo took off its lines stays away. */
function sleepers({ plan, template }: SentPlan, deletedHere: boolean): number[] {
  return plan.members.flatMap(({ member: { row, variant } }) => {
    if (!row || !variant || variant.active || (row.deletedAt !== null) !== deletedHere) return [];
    return isOffered(template, variant) ? [variant.id] : [];
  });
}

/** Archived last, variants before their products: the values they were left with are written by then. */
export async function putAway(
  around: Surroundings,
  plans: readonly SentPlan[],
  outcome: Outcome,
): Promise<void> {
  await setVariantsActive(around, plans, false, outcome);
  const surplus = plans.flatMap(({ plan }) => plan.surplus.map((id) => ({ plan, id })));
  if (surplus.length > 0) {
    const results = await archiveVariants(
      around.run.odoo,
      surplus.map(({ id }) => id),
    );
    for (const [n, { plan }] of surplus.entries())
      noteRefusal(results[n], () => [], plan, plan.headId, 'product', outcome);
  }
  const templates = plans.filter(({ plan }) => plan.head.result.toOdoo.active === false);
  if (templates.length === 0) return;
  const results = await archive(
    around.run.odoo,
    'product.template',
    templates.map(({ template }) => template.id),
  );
  for (const [n, { plan }] of templates.entries()) {
    noteRefusal(results[n], () => ['active'], plan, plan.headId, 'product', outcome);
  }
}

async function setVariantsActive(
  around: Surroundings,
  plans: readonly SentPlan[],
  active: boolean,
  outcome: Outcome,
) {
  const rows = plans.flatMap(({ plan }) =>
    plan.members.flatMap((member) => {
      const { variant } = member.member;
      return variant && member.result.toOdoo.active === active ? [{ plan, member, id: variant.id }] : [];
    }),
  );
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  const results = active
    ? await restoreVariants(around.run.odoo, ids)
    : await archiveVariants(around.run.odoo, ids);
  for (const [n, { plan, member }] of rows.entries()) {
    noteRefusal(results[n], () => ['active'], plan, member.localId, 'variant', outcome);
  }
}
