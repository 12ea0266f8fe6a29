import { eq, sql } from 'drizzle-orm';
import { integrations, type OdooFrame } from '@/db/schema/integrations';
import type { RunNotice } from '@/db/schema/runs';
import type { Ctx } from '@/lib/context';
import type { Capabilities } from '@/lib/odoo/dialect/capabilities';
import type { RemoteTax } from '@/lib/odoo/records';
import type { FrameChange } from '../kinds/frame-change';
import type { Integration, Reference } from '../kinds/kind';

export type Warning = NonNullable<OdooFrame['warnings']>[number];

/** Settings that change the meaning of a number of every product. `price_included` does so by its taxes (18+). */
const OF_ALL_PRODUCTS = [
  'currency',
  'currency_rounding',
  'tax_rounding',
  'price_digits',
  'weight_digits',
  'volume_digits',
  'weight_unit',
  'volume_unit',
] as const;
const NAMED = [...OF_ALL_PRODUCTS, 'price_included'] as const;

const TAX = 'tax:';

/** Odoo's settings that numbers depend on, by name; a tax says all that its computation needs. */
export function settingsOf({ company, taxes }: Pick<Reference, 'company' | 'taxes'>): Record<string, string> {
  const own = {
    currency: company.currency,
    currency_rounding: company.currencyRounding,
    tax_rounding: company.taxRounding,
    price_digits: digits(company.priceDigits),
    weight_digits: digits(company.measureDigits.weight),
    volume_digits: digits(company.measureDigits.volume),
    weight_unit: company.weightUnit,
    volume_unit: company.volumeUnit,
    ...(company.priceIncluded === null
      ? {}
      : { price_included: company.priceIncluded ? 'tax_included' : 'tax_excluded' }),
  };
  return {
    ...own,
    ...Object.fromEntries([...taxes.values()].map((tax) => [`${TAX}${tax.id}`, factsOf(tax)])),
  };
}

const digits = (kept: number | null) => (kept === null ? 'all' : String(kept));

function factsOf(tax: RemoteTax): string {
  const { active, amountType, amount, priceIncluded, includeBaseAmount, isBaseAffected, sequence, childIds } =
    tax;
  return JSON.stringify([
    amountType,
    amount,
    sequence,
    childIds,
    active,
    priceIncluded,
    includeBaseAmount,
    isBaseAffected,
  ]);
}

/** Nothing is known before the first run: what it reads is the beginning. */
export function compareFrame(
  before: Readonly<Record<string, string>> | undefined,
  reference: Pick<Reference, 'company' | 'taxes'>,
): FrameChange {
  if (!before) return { allProducts: false, taxIds: [], notices: [] };
  const now = settingsOf(reference);
  const differs = (name: string) => before[name] !== now[name] && before[name] !== undefined;
  const taxIds = [...reference.taxes.keys()].filter((id) => differs(`${TAX}${id}`));
  // One that comes (back) into sight changes no setting, but the prices of what is sold with it.
  const newTaxIds = [...reference.taxes.keys()].filter((id) => before[`${TAX}${id}`] === undefined);
  const lost = Object.keys(before).filter((name) => name.startsWith(TAX) && now[name] === undefined);
  const notices: RunNotice[] = NAMED.filter((name) => differs(name) && now[name] !== undefined).map(
    (name) => ({
      code: `setting_changed.${name}`,
      params: { before: before[name] ?? '', after: now[name] ?? '' },
    }),
  );
  if (taxIds.length > 0 && !differs('price_included')) {
    const taxes = taxIds.map((id) => reference.taxes.get(id)?.name ?? String(id)).join(', ');
    notices.push({ code: 'taxes_changed', params: { taxes, count: taxIds.length } });
  }
  if (lost.length > 0) notices.push({ code: 'taxes_lost', params: { count: lost.length } });
  // What was sold with a tax that is gone does not say so any more: all prices are read again.
  const allProducts = lost.length > 0 || OF_ALL_PRODUCTS.some(differs);
  return { allProducts, taxIds: [...taxIds, ...newTaxIds], notices };
}

/** Once everything that depends on them was looked at. */
export async function keepSettings(ctx: Ctx, integration: Integration, reference: Reference): Promise<void> {
  await changeFrame(ctx, integration.id, { settings: settingsOf(reference) });
}

/** The company's currency governs figures from the first look on; warnings are those of now. */
export async function keepFrame(
  ctx: Ctx,
  integration: Integration,
  found: { currency: string; warnings: readonly Warning[] },
): Promise<void> {
  const { currency, warnings = [] } = integration.frame;
  if (currency === found.currency && JSON.stringify(warnings) === JSON.stringify(found.warnings)) return;
  await changeFrame(ctx, integration.id, { currency: found.currency, warnings: [...found.warnings] });
}

/** What was chosen here and is not to be had in Odoo any more ends every run until it is. */
export async function warnOfFrame(ctx: Ctx, integration: Integration, warning: Warning): Promise<void> {
  await changeFrame(ctx, integration.id, { warnings: [warning] });
}

async function changeFrame(ctx: Ctx, id: string, change: Partial<OdooFrame>): Promise<void> {
  const [row] = await ctx.db
    .select({ frame: integrations.frame })
    .from(integrations)
    .where(eq(integrations.id, id));
  await ctx.db
    .update(integrations)
    .set({ frame: { ...row?.frame, ...change } })
    .where(eq(integrations.id, id));
}

/**
 * Texts are of one language, and products, costs, taxes and orders of one company, for good: those that the first run
 * spoke and worked for, unless others were chosen. Odoo's user may take others any day.
 */
export async function keepLanguageAndCompany(
  ctx: Ctx,
  { id, config }: Integration,
  { language, companyId }: Pick<Capabilities, 'language' | 'companyId'>,
): Promise<void> {
  if (config.language !== undefined && config.company_id !== undefined) return;
  // Whatever is chosen at this very moment stays.
  await ctx.db
    .update(integrations)
    .set({
      config: sql`${JSON.stringify({ language, company_id: companyId })}::jsonb || ${integrations.config}`,
    })
    .where(eq(integrations.id, id));
}
