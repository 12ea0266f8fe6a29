import { isUnnamedBarcode } from '@/lib/odoo/errors';
import { updateTemplates, updateVariants } from '@/lib/odoo/intentions/write-products';
import type { RemoteTemplate, TemplateUpdate, VariantValues } from '@/lib/odoo/records';
import type { Canonical } from '../../../core/canonical';
import { SyncError } from '../../../history/sync-error';
import { categoryInOdoo } from '../../category/tree';
import { asTextOrNull } from '../fields/values';
import type { Outcome } from '../outcome';
import { type FamilyPlan, leftBehind } from '../plan/plan-family';
import type { Surroundings } from '../surroundings';
import { handOverCodes, putAwayHolders } from './hand-over-codes';
import { templatePrice } from './list-price';
import { holdPrices, sendOwnPrices } from './own-prices';
import { sendApart } from './send-apart';
import { sendExtras } from './send-extras';
import { bringBack, putAway } from './send-life';
import { noteRefusal, type SentPlan } from './sent-plan';

/** Writes what the merge wants in Odoo, as few calls as Odoo allows; what it refuses is noted field by field. */
export async function sendValues(
  around: Surroundings,
  plans: readonly SentPlan[],
  outcome: Outcome,
): Promise<void> {
  await bringBack(around, plans, outcome);
  const { ownPrices } = around.run.odoo.capabilities;
  if (ownPrices) await holdPrices(around, plans, outcome);
  await sendTemplates(around, plans, outcome);
  await sendVariants(around, plans, outcome);
  if (ownPrices) await sendOwnPrices(around, plans, outcome);
  else await sendExtras(around, plans, outcome);
  await putAway(around, plans, outcome);
}

async function sendTemplates(
  around: Surroundings,
  plans: readonly SentPlan[],
  outcome: Outcome,
): Promise<void> {
  const rows = plans.flatMap(({ plan, template }) => {
    const values = templateValues(around, plan, template, outcome);
    return Object.keys(values).length > 0 ? [{ plan, id: template.id, values }] : [];
  });
  const nameOf = (key: string) => TEMPLATE_FIELDS[key] ?? key;
  const answers = await sendApart(rows, nameOf, (some) => updateTemplates(around.run.odoo, some));
  for (const { row, result, fields } of answers) {
    noteRefusal(result, () => fields, row.plan, row.plan.headId, 'product', outcome);
  }
}

/** Our names of fields that a write calls otherwise. */
const TEMPLATE_FIELDS: Readonly<Record<string, string>> = {
  name: 'title',
  ownCode: 'sku',
  categoryId: 'category',
  listPrice: 'price',
};
const VARIANT_FIELDS: Readonly<Record<string, string>> = { costPrice: 'cost_price' };

function templateValues(
  around: Surroundings,
  plan: FamilyPlan,
  template: RemoteTemplate,
  outcome: Outcome,
): Partial<TemplateUpdate> {
  const { title, description, sku, category, length, width, height } = plan.head.result.toOdoo;
  const categoryId =
    category === undefined ? undefined : categoryInOdoo(asTextOrNull(category), around.trees);
  if (category !== undefined && categoryId === undefined) {
    outcome.refuse(plan, plan.headId, 'product', ['category'], new SyncError('category_unknown'));
  }
  const listPrice = templatePrice(around, plan, template, outcome);
  return {
    ...(typeof title === 'string' ? { name: title } : {}),
    ...(typeof description === 'string' ? { description } : {}),
    ...(sku === undefined ? {} : { ownCode: asTextOrNull(sku) }),
    ...(categoryId === undefined ? {} : { categoryId }),
    ...(listPrice === undefined ? {} : { listPrice }),
    ...(length === undefined ? {} : { length: asTextOrNull(length) }),
    ...(width === undefined ? {} : { width: asTextOrNull(width) }),
    ...(height === undefined ? {} : { height: asTextOrNull(height) }),
  };
}

async function sendVariants(
  around: Surroundings,
  plans: readonly SentPlan[],
  outcome: Outcome,
): Promise<void> {
  await freeCodes(around, plans);
  await putAwayHolders(around, plans);
  await freeTemplateCodes(around, plans);
  await handOverCodes(around, plans);
  const rows = plans.flatMap(({ plan }) =>
    plan.members.flatMap((member) => {
      const values = variantValues(member.result.toOdoo);
      const { variant } = member.member;
      return variant && Object.keys(values).length > 0 ? [{ plan, member, id: variant.id, values }] : [];
    }),
  );
  const nameOf = (key: string) => VARIANT_FIELDS[key] ?? key;
  const answers = await sendApart(rows, nameOf, (some) => updateVariants(around.run.odoo, some));
  for (const { row, result, fields } of answers) {
    const { localId } = row.member;
    if (result && !result.ok && isUnnamedBarcode(result.error)) {
      const taken = new SyncError('barcode_taken', { ean: row.values.ean ?? '' }, 'validation');
      outcome.refuse(row.plan, localId, 'variant', fields, taken);
    } else noteRefusal(result, () => fields, row.plan, localId, 'variant', outcome);
  }
}

/**
 * Codes go with the variant that leaves its combination: a barcode is free only when its old holder has lost it, archived
 * or not on 14 and 15 (FACTS.md A, Templates), and Odoo wakes archived variants whenever attribute lines change.
 */
async function freeCodes(around: Surroundings, plans: readonly SentPlan[]): Promise<void> {
  const left = plans.flatMap(({ plan, template }) =>
    plan.members.flatMap((member) => {
      const old = leftBehind(member);
      const variant = template.variants.find((one) => one.id === old);
      const { sku, ean } = member.result.toOdoo;
      if (!variant || (sku === undefined && ean === undefined)) return [];
      const values = {
        ...(sku === undefined || variant.sku === null ? {} : { sku: null }),
        ...(ean === undefined || variant.ean === null ? {} : { ean: null }),
      };
      return Object.keys(values).length > 0 ? [{ id: variant.id, values }] : [];
    }),
  );
  // A refusal shows where the code is then given to its new variant.
  await updateVariants(around.run.odoo, left);
}

/**
 * Where a template keeps a barcode of its own (20), it keeps its last one when it gets several variants, and Odoo refuses
 * that code to all of them: it is handed over with the variants that were added, or when somebody in the batch gets it.
 * An only variant that leaves its combination has a sister by then, made or woken.
 */
async function freeTemplateCodes(around: Surroundings, plans: readonly SentPlan[]): Promise<void> {
  if (!around.run.odoo.capabilities.templateBarcodes) return;
  const sent = new Set(plans.flatMap(({ plan }) => plan.members.map((member) => member.result.toOdoo.ean)));
  const ghosts = plans.filter(({ plan, template }) => {
    const [first, ...others] = template.variants.filter((variant) => variant.active);
    const leaves = plan.members.some((member) => first && leftBehind(member) === first.id);
    const several = others.length > 0 || leaves;
    const ours = plan.head.memo.extending !== undefined || sent.has(template.ownEan);
    return template.ownEan !== null && several && ours;
  });
  // A refusal shows where the code is then given to a variant.
  await updateTemplates(
    around.run.odoo,
    ghosts.map(({ template }) => ({ id: template.id, values: { ownEan: null } })),
  );
}

function variantValues(toOdoo: Canonical): Partial<VariantValues> {
  const { sku, ean, cost_price, weight, volume } = toOdoo;
  return {
    ...(sku === undefined ? {} : { sku: asTextOrNull(sku) }),
    ...(ean === undefined ? {} : { ean: asTextOrNull(ean) }),
    ...(cost_price === undefined ? {} : { costPrice: asTextOrNull(cost_price) ?? '0' }),
    ...(weight === undefined ? {} : { weight: asTextOrNull(weight) }),
    ...(volume === undefined ? {} : { volume: asTextOrNull(volume) }),
  };
}
