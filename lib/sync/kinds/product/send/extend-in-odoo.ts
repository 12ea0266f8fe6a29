import { eq } from 'drizzle-orm';
import { links } from '@/db/schema/sync';
import { textKey } from '@/lib/catalogue/text';
import { createMissingVariants } from '@/lib/odoo/intentions/create-variants';
import { type EnsuredAttribute, ensureAttributeValues } from '@/lib/odoo/intentions/ensure-attributes';
import { extendAttributeLines } from '@/lib/odoo/intentions/extend-lines';
import type { RemoteTemplate } from '@/lib/odoo/records';
import { inEngineTransaction } from '../../../engine/engine-transaction';
import { asAttributes } from '../fields/values';
import type { Outcome } from '../outcome';
import type { FamilyPlan, MemberPlan } from '../plan/plan-family';
import type { Surroundings } from '../surroundings';

/** Variants here that Odoo has no product.product for. */
export function missingMembers(plan: FamilyPlan): MemberPlan[] {
  return plan.members.filter(({ member }) => member.row !== null && member.variant === null && !plan.simple);
}

/**
 * Gives templates the attribute lines and values their variants here need; Odoo makes the combinations. Where a
 * product without variants hands its product.product over, lines of one value come first: Odoo then keeps it as the
 * first variant (FACTS.md A, Variants). What Odoo made beyond ours is known by the ids noted before.
 */
export async function extendInOdoo(
  around: Surroundings,
  plans: readonly FamilyPlan[],
  templateOf: (plan: FamilyPlan) => RemoteTemplate | undefined,
  outcome: Outcome,
): Promise<void> {
  const { run } = around;
  const todo = plans.flatMap((plan) => {
    const template = templateOf(plan);
    return template ? [{ plan, template }] : [];
  });
  if (todo.length === 0) return;
  await inEngineTransaction(run, async (tx) => {
    for (const { plan, template } of todo) {
      const { link } = plan.head;
      if (!link || plan.head.memo.extending) continue;
      const awake = template.variants.filter((variant) => variant.active);
      const extending = plan.createOdoo ? [] : awake.map((variant) => variant.id);
      await tx
        .update(links)
        .set({ memo: { ...link.memo, extending } })
        .where(eq(links.id, link.id));
    }
  });
  const wanted = new Map<string, { attribute: string; values: Map<string, string> }>();
  for (const { plan } of todo) {
    for (const member of shown(plan)) {
      for (const [attribute, value] of Object.entries(combinationOf(member))) {
        const entry = wanted.get(textKey(attribute)) ?? { attribute, values: new Map<string, string>() };
        entry.values.set(textKey(value), entry.values.get(textKey(value)) ?? value);
        wanted.set(textKey(attribute), entry);
      }
    }
  }
  const ensured = await ensureAttributeValues(
    run.odoo,
    [...wanted.values()].map(({ attribute, values }) => ({ attribute, values: [...values.values()] })),
  );
  const heirs = todo.flatMap(({ plan, template }) => {
    const heir = plan.members.find(
      ({ member }) => member.row && member.link && member.link.localId !== member.row.id,
    );
    return heir ? [{ templateId: template.id, lines: linesOf([heir], ensured), plan }] : [];
  });
  for (const rows of [
    heirs,
    todo.map(({ plan, template }) => ({
      templateId: template.id,
      lines: linesOf(shown(plan), ensured),
      plan,
    })),
  ]) {
    if (rows.length === 0) continue;
    const results = await extendAttributeLines(run.odoo, rows);
    for (const [n, { plan }] of rows.entries()) {
      const result = results[n];
      if (result && !result.ok) outcome.fail(plan, result.error);
    }
  }
}

/** Combinations that Odoo makes only on demand (dynamic attributes), once their values are on the template. */
export async function createDynamicVariants(
  around: Surroundings,
  plans: readonly FamilyPlan[],
  outcome: Outcome,
): Promise<boolean> {
  const rows = plans.flatMap((plan) =>
    missingMembers(plan).flatMap((member) => {
      const template = plan.family.odoo;
      const ptavIds = template ? valuesOf(template, combinationOf(member)) : null;
      return template && ptavIds ? [{ plan, templateId: template.id, ptavIds }] : [];
    }),
  );
  if (rows.length === 0) return false;
  const results = await createMissingVariants(around.run.odoo, rows);
  for (const [n, { plan }] of rows.entries()) {
    const result = results[n];
    if (result && !result.ok) outcome.fail(plan, result.error);
  }
  return true;
}

function valuesOf(template: RemoteTemplate, combination: Record<string, string>): number[] | null {
  const keys = new Map(Object.entries(combination).map(([name, value]) => [textKey(name), textKey(value)]));
  const ids = template.lines
    .filter((line) => line.createVariant !== 'no_variant')
    .map(
      (line) =>
        line.values.find((value) => textKey(value.value) === keys.get(textKey(line.attribute)))?.ptavId,
    );
  return ids.length > 0 && ids.every((id) => id !== undefined) ? ids.filter((id) => id !== undefined) : null;
}

function shown(plan: FamilyPlan): MemberPlan[] {
  return plan.members.filter(({ member }) => member.row !== null && member.row.deletedAt === null);
}

function combinationOf({ member }: MemberPlan): Record<string, string> {
  return asAttributes(member.row?.attributes);
}

function linesOf(members: readonly MemberPlan[], ensured: readonly EnsuredAttribute[]) {
  return ensured.flatMap(({ attribute, attributeId, valueIds }) => {
    const byKey = new Map([...valueIds].map(([name, id]) => [textKey(name), id]));
    const ids = new Set<number>();
    for (const member of members) {
      for (const [name, value] of Object.entries(combinationOf(member))) {
        const id = textKey(name) === textKey(attribute) ? byKey.get(textKey(value)) : undefined;
        if (id !== undefined) ids.add(id);
      }
    }
    return ids.size > 0 ? [{ attributeId, valueIds: [...ids] }] : [];
  });
}
