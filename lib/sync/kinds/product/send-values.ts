import Decimal from 'decimal.js';
import { describeCombination } from '@/lib/catalogue/products/rules';
import { archive, archiveVariants, restore, restoreVariants } from '@/lib/odoo/intentions/archive';
import { setPriceExtras, updateTemplates, updateVariants } from '@/lib/odoo/intentions/write-products';
import type { RemoteTemplate, TemplateUpdate, VariantValues } from '@/lib/odoo/records';
import type { RowResult } from '@/lib/odoo/row-result';
import type { Canonical, Json } from '../../core/canonical';
import { SyncError } from '../../history/sync-error';
import { type PriceMemo, writePrice } from '../../prices/price-memo';
import { categoryInOdoo } from '../category/tree';
import type { Outcome } from './outcome';
import { type FamilyPlan, leftBehind, type MemberPlan } from './plan-family';
import { extraOf, rawPrice } from './price';
import { solveExtras } from './price-extras';
import type { Surroundings } from './surroundings';
import { asTextOrNull } from './values';

/** A plan whose template exists. */
export interface SentPlan {
  readonly plan: FamilyPlan;
  readonly template: RemoteTemplate;
}

/** Writes what the merge wants in Odoo, as few calls as Odoo allows; what it refuses is noted field by field. */
export async function sendValues(
  around: Surroundings,
  plans: readonly SentPlan[],
  outcome: Outcome,
): Promise<void> {
  await bringBack(around, plans, outcome);
  await sendTemplates(around, plans, outcome);
  await sendVariants(around, plans, outcome);
  await sendExtras(around, plans, outcome);
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
  const results = await updateTemplates(around.run.odoo, rows);
  for (const [n, { plan }] of rows.entries()) {
    note(results[n], () => Object.keys(plan.head.result.toOdoo), plan, plan.headId, 'product', outcome);
  }
}

function templateValues(
  around: Surroundings,
  plan: FamilyPlan,
  template: RemoteTemplate,
  outcome: Outcome,
): Partial<TemplateUpdate> {
  const { title, description, category, length, width, height } = plan.head.result.toOdoo;
  const categoryId =
    category === undefined ? undefined : categoryInOdoo(asTextOrNull(category), around.trees);
  if (category !== undefined && categoryId === undefined) {
    outcome.refuse(plan, plan.headId, 'product', ['category'], new SyncError('category_unknown'));
  }
  const listPrice = templatePrice(around, plan, template, outcome);
  return {
    ...(typeof title === 'string' ? { name: title } : {}),
    ...(typeof description === 'string' ? { description } : {}),
    ...(categoryId === undefined ? {} : { categoryId }),
    ...(listPrice === undefined ? {} : { listPrice }),
    ...(length === undefined ? {} : { length: asTextOrNull(length) }),
    ...(width === undefined ? {} : { width: asTextOrNull(width) }),
    ...(height === undefined ? {} : { height: asTextOrNull(height) }),
  };
}

function templatePrice(around: Surroundings, plan: FamilyPlan, template: RemoteTemplate, outcome: Outcome) {
  const { price } = plan.head.result.toOdoo;
  if (price === undefined) return undefined;
  try {
    const raw = listPriceOf(around, template, price, plan.head.memo.price ?? null);
    const extra = new Decimal(rawPrice(template, plan.simple)).minus(template.listPrice);
    return new Decimal(raw).minus(extra).toFixed();
  } catch (error) {
    outcome.refuse(plan, plan.headId, 'product', ['price'], error);
    return undefined;
  }
}

/** Tax-included price → what the template's own taxes make of it. */
export function listPriceOf(
  around: Surroundings,
  template: RemoteTemplate,
  price: Json,
  memo: PriceMemo | null,
): string {
  const { company } = around.run.reference;
  return writePrice(asTextOrNull(price) ?? '0', around.taxesOf(template.taxIds), company, memo);
}

async function sendVariants(
  around: Surroundings,
  plans: readonly SentPlan[],
  outcome: Outcome,
): Promise<void> {
  await freeCodes(around, plans);
  const rows = plans.flatMap(({ plan }) =>
    plan.members.flatMap((member) => {
      const values = variantValues(member.result.toOdoo);
      const { variant } = member.member;
      return variant && Object.keys(values).length > 0 ? [{ plan, member, id: variant.id, values }] : [];
    }),
  );
  const results = await updateVariants(around.run.odoo, rows);
  for (const [n, { plan, member, values }] of rows.entries()) {
    const sent = Object.keys(values).map((key) => (key === 'costPrice' ? 'cost_price' : key));
    note(results[n], () => sent, plan, member.localId, 'variant', outcome);
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

/** Differences of price between variants, where one of them or their common price is to change. */
async function sendExtras(around: Surroundings, plans: readonly SentPlan[], outcome: Outcome): Promise<void> {
  const changes: { ptavId: number; extra: string; plan: FamilyPlan; members: MemberPlan[] }[] = [];
  for (const { plan, template } of plans) {
    const members = plan.members.filter(({ member }) => member.variant !== null);
    const concerned = members.filter((member) => member.result.toOdoo.price !== undefined);
    const headMoves =
      plan.head.result.toOdoo.price !== undefined || plan.head.result.toHere.price !== undefined;
    const apart = members.some((member) => (member.result.base.price ?? null) !== null);
    if (plan.simple || (concerned.length === 0 && !(headMoves && apart))) continue;
    try {
      const solved = solveExtras(extraLines(template), wantedExtras(around, plan, template, members));
      if (solved.ok)
        changes.push(...solved.changes.map((change) => ({ ...change, plan, members: concerned })));
      else refuseExtras(plan, concerned, solved.ptavIds, outcome);
    } catch (error) {
      for (const member of concerned) outcome.refuse(plan, member.localId, 'variant', ['price'], error);
    }
  }
  const results = await setPriceExtras(around.run.odoo, changes);
  for (const [n, { plan, members }] of changes.entries()) {
    for (const member of members) note(results[n], () => ['price'], plan, member.localId, 'variant', outcome);
  }
}

function wantedExtras(
  around: Surroundings,
  plan: FamilyPlan,
  template: RemoteTemplate,
  members: readonly MemberPlan[],
) {
  const common = plan.head.result.base.price ?? plan.head.odoo.price ?? null;
  const list =
    plan.head.result.toOdoo.price === undefined
      ? template.listPrice
      : listPriceOf(around, template, common, plan.head.memo.price ?? null);
  return members.flatMap((member) => {
    const { variant } = member.member;
    if (!variant?.active) return [];
    const price = member.result.base.price ?? null;
    const raw = price === null ? list : listPriceOf(around, template, price, member.memo.price ?? null);
    const unchanged =
      price !== null && member.result.toOdoo.price === undefined && list === template.listPrice;
    const extra = unchanged ? extraOf(template, variant) : new Decimal(raw).minus(list).toFixed();
    return [{ ptavIds: variant.ptavIds, extra }];
  });
}

function extraLines(template: RemoteTemplate) {
  return template.lines.filter((line) => line.createVariant !== 'no_variant');
}

function refuseExtras(
  plan: FamilyPlan,
  members: readonly MemberPlan[],
  ptavIds: readonly number[],
  outcome: Outcome,
) {
  const culprit = plan.members.find(({ member }) => member.variant?.ptavIds === ptavIds);
  const value = describeCombination(culprit?.member.variant?.attributes ?? {});
  for (const member of members) {
    outcome.refuse(
      plan,
      member.localId,
      'variant',
      ['price'],
      new SyncError('price_extra_inexpressible', { value }),
    );
  }
}

/** Restored first: Odoo keeps quiet about archived records in some writes. */
async function bringBack(around: Surroundings, plans: readonly SentPlan[], outcome: Outcome): Promise<void> {
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
      note(results[n], () => ['active'], plan, plan.headId, 'product', outcome);
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

async function putAway(around: Surroundings, plans: readonly SentPlan[], outcome: Outcome): Promise<void> {
  await setVariantsActive(around, plans, false, outcome);
  const surplus = plans.flatMap(({ plan }) => plan.surplus.map((id) => ({ plan, id })));
  if (surplus.length > 0) {
    const results = await archiveVariants(
      around.run.odoo,
      surplus.map(({ id }) => id),
    );
    for (const [n, { plan }] of surplus.entries())
      note(results[n], () => [], plan, plan.headId, 'product', outcome);
  }
  const templates = plans.filter(({ plan }) => plan.head.result.toOdoo.active === false);
  if (templates.length === 0) return;
  const results = await archive(
    around.run.odoo,
    'product.template',
    templates.map(({ template }) => template.id),
  );
  for (const [n, { plan }] of templates.entries()) {
    note(results[n], () => ['active'], plan, plan.headId, 'product', outcome);
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
    note(results[n], () => ['active'], plan, member.localId, 'variant', outcome);
  }
}

function note(
  result: RowResult | undefined,
  fields: () => readonly string[],
  plan: FamilyPlan,
  localId: string,
  kind: 'product' | 'variant',
  outcome: Outcome,
): void {
  if (result && !result.ok) outcome.refuse(plan, localId, kind, fields(), result.error);
}
