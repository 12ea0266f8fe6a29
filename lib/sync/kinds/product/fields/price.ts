import Decimal from 'decimal.js';
import type { RemoteTemplate, RemoteVariant } from '@/lib/odoo/records';
import type { Json } from '../../../core/canonical';
import { canBeExactNow, readPrice } from '../../../prices/price-memo';
import { PriceTaxError } from '../../../prices/price-tax-error';
import { toListPrice } from '../../../prices/tax-included';
import type { Surroundings } from '../surroundings';
import type { ProductMemo } from './memo';
import type { HereSource, TemplateSource, VariantSource } from './sources';
import { canonicalDecimal, decimalWithZero } from './values';

/** What the values of a variant add to its template's list price, untaxed or taxed as the list price is. */
export function extraOf(template: RemoteTemplate, variant: RemoteVariant): string {
  if (template.lines.length === 0) return '0';
  const own = new Set(variant.ptavIds);
  return template.lines
    .flatMap((line) => line.values)
    .filter((value) => own.has(value.ptavId))
    .reduce((sum, value) => sum.plus(value.priceExtra), new Decimal(0))
    .toFixed();
}

/** What Odoo makes of a variant's price when it puts it together from the list price and extras. */
export function summedPrice(
  template: RemoteTemplate,
  variant: RemoteVariant,
  list = template.listPrice,
): string {
  const extra = extraOf(template, variant);
  return extra === '0' && list === template.listPrice ? list : new Decimal(list).plus(extra).toFixed();
}

/**
 * What Odoo sells a variant at: its own price where one is stored, else list price and extras. While our write of a
 * list price is unfinished, the variant costs what it did before that write computed it anew (memo.held).
 */
export function soldAt(template: RemoteTemplate, variant: RemoteVariant, held?: ProductMemo['held']): string {
  if (variant.ownPrice === null) return summedPrice(template, variant);
  const wiped =
    held &&
    same(held.list_price, template.listPrice) &&
    same(variant.ownPrice, summedPrice(template, variant));
  return wiped ? held.own_price : variant.ownPrice;
}

/** The price a product without variants is sold at, in the mode of its list price: that of its only variant. */
export function rawPrice(template: RemoteTemplate, simple: boolean): string {
  const [only] = simple ? liveVariants(template) : [];
  return only ? soldAt(template, only) : template.listPrice;
}

/**
 * Whether the price sent last, of a product or of a variant with one of its own, was the nearest that Odoo could bill then,
 * and the very price can be billed by now. `raw`: what Odoo has for it, in the mode of its list price.
 */
export function isPriceToSendAgain(
  template: RemoteTemplate,
  raw: string,
  { price }: ProductMemo,
  { run, taxesOf }: Surroundings,
): boolean {
  if (!price?.inexact || run.integration.syncConfig.direction === 'import') return false;
  if (!same(price.list_price, raw)) return false;
  try {
    return canBeExactNow(price, taxesOf(template.taxIds), run.reference.company);
  } catch (error) {
    // Told where the price is read.
    if (error instanceof PriceTaxError) return false;
    throw error;
  }
}

const same = (a: string, b: string) => new Decimal(a).eq(b);

export function liveVariants(template: RemoteTemplate): RemoteVariant[] {
  return template.active ? template.variants.filter((variant) => variant.active) : template.variants;
}

export function priceOdoo({ template, simple, memo, around }: TemplateSource): Json {
  const taxes = around.taxesOf(template.taxIds);
  const { company } = around.run.reference;
  const raw = rawPrice(template, simple);
  const { guess } = memo;
  if (guess && new Decimal(guess.list_price).eq(raw)) {
    // Ours, not somebody's: it stands for what was meant, or, with other taxes than expected, for nothing yet.
    const right = new Decimal(toListPrice(guess.price, taxes, company)).eq(raw);
    return right ? canonicalDecimal(guess.price) : null;
  }
  return canonicalDecimal(readPrice(raw, taxes, company, memo.price ?? null));
}

/**
 * Nothing where the variant costs what its product costs, so that one given away says "0". Not said for a product without
 * variants.
 */
export function variantPriceHere({ row, family }: HereSource): Json | undefined {
  if (row.id === family.head.id) return undefined;
  const price = decimalWithZero(row.price);
  return price === decimalWithZero(family.head.price ?? '0') ? null : price;
}

export function variantPriceOdoo({
  template,
  variant,
  simple,
  memo,
  headMemo,
  around,
}: VariantSource): Json | undefined {
  if (simple) return undefined;
  const raw = soldAt(template, variant, memo.held);
  const alike = same(raw, template.listPrice);
  if (alike && !(memo.price && same(memo.price.list_price, raw))) return null;
  const standsFor = (known: ProductMemo) =>
    decimalWithZero(
      readPrice(raw, around.taxesOf(template.taxIds), around.run.reference.company, known.price ?? null),
    );
  const price = standsFor(memo);
  // Two prices that Odoo bills alike, as it can bill but one of them, are still two.
  return alike && price === standsFor(headMemo) ? null : price;
}
