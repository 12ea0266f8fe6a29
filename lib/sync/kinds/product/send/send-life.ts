import { archive, archiveVariants, restore, restoreVariants } from '@/lib/odoo/intentions/archive';
import type { Outcome } from '../outcome';
import type { Surroundings } from '../surroundings';
import { noteRefusal, type SentPlan } from './sent-plan';

/** Restored first: Odoo keeps quiet about archived records in some writes. */
export async function bringBack(
  around: Surroundings,
  plans: readonly SentPlan[],
  outcome: Outcome,
): Promise<void> {
  const templates = plans.filter(({ plan }) => plan.head.result.toOdoo.active === true);
  if (templates.length > 0) {
    const asleep = templates.flatMap(({ plan }) =>
      plan.members.flatMap(({ member }) =>
        member.row?.deletedAt && member.row.id !== plan.headId && member.variant ? [member.variant.id] : [],
      ),
    );
    const results = await restore(
      around.run.odoo,
      templates.map(({ template }) => template.id),
      asleep,
    );
    for (const [n, { plan }] of templates.entries()) {
      noteRefusal(results[n], () => ['active'], plan, plan.headId, 'product', outcome);
    }
    // The only variant of a template that never slept does not wake with it.
    const alone = templates.flatMap(({ plan, template }) =>
      plan.simple && template.active ? plan.members.flatMap(({ member }) => member.variant ?? []) : [],
    );
    await restoreVariants(
      around.run.odoo,
      alone.filter((variant) => !variant.active).map(({ id }) => id),
    );
  }
  await setVariantsActive(around, plans, true, outcome);
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
