import Decimal from 'decimal.js';
import type { RemoteTemplate } from '@/lib/odoo/records';
import { type Canonical, type Json, sameJson } from '../../../core/canonical';
import { rememberPrice } from '../../../prices/price-memo';
import { PriceTaxError } from '../../../prices/price-tax-error';
import { toListPrice, toTaxIncluded } from '../../../prices/tax-included';
import { UnreadableValue } from '../../unreadable-value';
import type { ProductMemo } from '../fields/memo';
import { rawPrice, soldAt } from '../fields/price';
import { decimalWithZero } from '../fields/values';
import type { RecordPlan } from '../plan/plan-record';
import type { Facts } from './facts';

/** The raw price that stands for the agreed one, if it does: rounding apart, or because it was before. */
export function priceMemoOf(facts: Facts, record: RecordPlan, base: Canonical): ProductMemo['price'] {
  const { around, plan, template } = facts;
  const { price } = base;
  if (typeof price !== 'string') return undefined;
  const raw = record.kind === 'product' ? rawPrice(template, plan.simple) : rawOfVariant(template, record);
  if (raw === null) return undefined;
  try {
    const taxes = around.taxesOf(template.taxIds);
    const memo = rememberPrice(raw, price, taxes);
    const known = record.memo.price;
    const same = known && new Decimal(known.list_price).eq(raw) && known.taxes === memo.taxes;
    // Another price is not what that list price stood for: it did not arrive, or is rounded to the same.
    if (same && new Decimal(known.price).eq(price)) return known.inexact ? { ...memo, inexact: true } : memo;
    const { guess } = record.memo;
    if (guess && new Decimal(guess.list_price).eq(raw) && sameJson(record.odoo.price, price)) return memo;
    if (record.result.toOdoo.price === undefined) {
      return sameJson(record.odoo.price, price) && sameJson(readRaw(facts, raw), price) ? memo : undefined;
    }
    const { company } = around.run.reference;
    if (new Decimal(toListPrice(price, taxes, company)).minus(raw).abs().gt('0.005')) return undefined;
    return sameJson(readRaw(facts, raw), price) ? memo : { ...memo, inexact: true };
  } catch (error) {
    if (error instanceof PriceTaxError || error instanceof UnreadableValue) return undefined;
    throw error;
  }
}

function readRaw({ around, template }: Facts, raw: string): Json {
  return decimalWithZero(toTaxIncluded(raw, around.taxesOf(template.taxIds), around.run.reference.company));
}

function rawOfVariant(template: RemoteTemplate, record: RecordPlan): string | null {
  const variant = template.variants.find((candidate) => candidate.id === record.odooId);
  return variant ? soldAt(template, variant) : null;
}
