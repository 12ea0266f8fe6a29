import Decimal from 'decimal.js';
import { normaliseText } from '@/lib/catalogue/text';
import { type Canonical, type Json, sameJson } from '../../../core/canonical';
import { digitsOf, keptByOdoo, NUMBERS, type NumberRules } from '../fields/kept-digits';
import type { ProductMemo } from '../fields/memo';
import type { RecordPlan } from '../plan/plan-record';

/** What Odoo reads back of a value sent just now, or still has of one sent earlier. */
export function aliasesOf(
  record: RecordPlan,
  company: NumberRules,
  base: Canonical,
  asRead: Canonical,
): NonNullable<ProductMemo['aliases']> {
  const aliases: NonNullable<ProductMemo['aliases']> = {};
  for (const [field, value] of Object.entries(asRead)) {
    const agreed = base[field];
    if (agreed === undefined || field === 'price' || sameJson(agreed, value)) continue;
    const old = record.memo.aliases?.[field];
    const kept = old && sameJson(old.here, agreed) && sameJson(old.odoo, value);
    const made = record.result.toOdoo[field] !== undefined && isRendering(agreed, value);
    const number = NUMBERS.find((one) => one === field);
    const rounded = number !== undefined && sameJson(keptByOdoo(number, agreed, company), value);
    if (kept && !made) aliases[field] = old;
    else if (made || rounded)
      aliases[field] = {
        here: agreed,
        odoo: value,
        ...(number ? { digits: digitsOf(number, company) } : {}),
      };
  }
  return aliases;
}

/** Whether `read` is what a server may make of `sent`: rounded to its digits, trimmed, blanks folded. */
function isRendering(sent: Json, read: Json): boolean {
  const a = numberOf(sent);
  const b = numberOf(read);
  if (a && b) return a.minus(b).abs().lte('0.005');
  if (typeof sent !== 'string' || typeof read !== 'string') return false;
  return normaliseText(sent).replace(/\s+/g, ' ') === normaliseText(read).replace(/\s+/g, ' ');
}

function numberOf(value: Json): Decimal | null {
  if (value === null) return new Decimal(0);
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? new Decimal(value) : null;
}
