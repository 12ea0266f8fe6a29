import Decimal from 'decimal.js';
import type { products } from '@/db/schema/catalogue';
import type { links } from '@/db/schema/links';
import { readCompany } from '@/lib/odoo/intentions/read-company';
import { readTaxes } from '@/lib/odoo/intentions/read-taxes';
import { readTemplates } from '@/lib/odoo/intentions/read-templates';
import type { RemoteCompany, RemoteTemplate, RemoteVariant } from '@/lib/odoo/records';
import type { OdooSession } from '@/lib/odoo/session';
import { readMemo } from '../kinds/product/fields/memo';
import { rawPrice, soldAt } from '../kinds/product/fields/price';
import { readPrice } from '../prices/price-memo';
import { PriceTaxError } from '../prices/price-tax-error';
import { type PriceTax, saleTaxes } from '../prices/sale-taxes';
import { toTaxIncluded, untaxedPrice } from '../prices/tax-included';
import type { PriceExplanation } from './answer';

interface Asked {
  readonly product: typeof products.$inferSelect;
  /** Of the product's template. */
  readonly templateLink: typeof links.$inferSelect;
  /** Of the variant, where the product is one. */
  readonly variantLink: typeof links.$inferSelect | null;
}

/** How Odoo's price of a product becomes the one shown here: the reading that runs do, step by step. Null: not shown. */
export async function explainPrice(
  odoo: OdooSession,
  { product, templateLink, variantLink }: Asked,
): Promise<PriceExplanation | null> {
  const [[template], known, company] = await Promise.all([
    readTemplates(odoo, [templateLink.odooId]),
    readTaxes(odoo),
    readCompany(odoo),
  ]);
  if (!template) return null;
  const variant = template.variants.find(({ id }) => id === variantLink?.odooId) ?? null;
  const own = product.parentId === null ? null : variant;
  const memo = readMemo((own ? variantLink : templateLink)?.memo);
  const simple = product.parentId === null && template.variants.length === 1;
  const sold = own ? soldAt(template, own, memo.held) : rawPrice(template, simple);
  const facts = {
    list_price: template.listPrice,
    extras: own ? extrasOf(template, own) : [],
    own_price: own?.ownPrice ?? null,
    sold_at: sold,
    currency: company.currency,
    rounding: company.taxRounding,
    currency_step: company.currencyRounding,
    here: product.price,
    agreed_at: (own ? variantLink : templateLink)?.lastSyncedAt?.toISOString() ?? null,
  };
  try {
    const taxes = saleTaxes(
      template.taxIds,
      new Map(known.map((tax) => [tax.id, tax])),
      odoo.capabilities.companyChain,
    );
    return { ...facts, ...counted(sold, taxes, company, memo.price ?? null) };
  } catch (error) {
    if (!(error instanceof PriceTaxError)) throw error;
    return { ...facts, taxes: [], untaxed: sold, with_taxes: sold, rule: 'unreadable', result: null };
  }
}

function counted(
  sold: string,
  taxes: readonly PriceTax[],
  company: RemoteCompany,
  memo: Parameters<typeof readPrice>[3],
) {
  const withTaxes = toTaxIncluded(sold, taxes, company);
  const result = readPrice(sold, taxes, company, memo);
  return {
    taxes: taxes.map(({ name, amountType, amount, priceIncluded, includeBaseAmount }) => ({
      name,
      kind: amountType,
      amount,
      included: priceIncluded,
      in_base_of_next: includeBaseAmount,
    })),
    untaxed: untaxedPrice(sold, taxes, company),
    with_taxes: withTaxes,
    rule: new Decimal(result).eq(withTaxes) ? ('computed' as const) : ('remembered' as const),
    result,
  };
}

function extrasOf(template: RemoteTemplate, variant: RemoteVariant): PriceExplanation['extras'] {
  const own = new Set(variant.ptavIds);
  return template.lines.flatMap(({ label, values }) =>
    values
      .filter(({ ptavId }) => own.has(ptavId))
      .map(({ label: name, priceExtra }) => ({ attribute: label, value: name, extra: priceExtra })),
  );
}
