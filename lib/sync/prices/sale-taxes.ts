import type { RemoteTax } from '@/lib/odoo/records';
import { PriceTaxError } from './price-tax-error';

/** A tax as the computation needs it. Any other amount type (Odoo's "code") cannot be computed outside of Odoo. */
export type PriceTax = Pick<
  RemoteTax,
  'id' | 'name' | 'amount' | 'priceIncluded' | 'includeBaseAmount' | 'isBaseAffected'
> & { amountType: 'percent' | 'fixed' | 'division' };

type KnownTax = Pick<RemoteTax, 'amountType' | 'childIds' | 'sequence' | 'companyId'> &
  Omit<PriceTax, 'amountType'>;

/**
 * The taxes of a product in the order Odoo computes them: those of one company only (a product shared between companies
 * carries one per company, FACTS.md B, Taxes), the first of `companyChain` that has any, as a branch takes its parents';
 * by sequence then id, groups replaced by their children in the children's own order.
 * @throws PriceTaxError tax_unknown, tax_unsupported
 */
export function saleTaxes(
  taxIds: readonly number[],
  known: ReadonlyMap<number, KnownTax>,
  companyChain: readonly number[],
): PriceTax[] {
  const all = inOrder(taxIds, known);
  const companyId = companyChain.find((id) => all.some((tax) => tax.companyId === id));
  return all
    .filter((tax) => tax.companyId === null || tax.companyId === companyId)
    .flatMap((tax) => (tax.amountType === 'group' ? inOrder(tax.childIds, known) : [tax]))
    .map(computable);
}

function inOrder(ids: readonly number[], known: ReadonlyMap<number, KnownTax>): KnownTax[] {
  return ids
    .map((id) => {
      const tax = known.get(id);
      if (!tax) throw new PriceTaxError('tax_unknown', { taxId: id });
      return tax;
    })
    .sort((a, b) => a.sequence - b.sequence || a.id - b.id);
}

function computable(tax: KnownTax): PriceTax {
  const { id, name, amount, amountType, priceIncluded, includeBaseAmount, isBaseAffected } = tax;
  const counts = amountType === 'percent' || amountType === 'fixed' || amountType === 'division';
  if (!counts || !Number.isFinite(Number(amount))) {
    throw new PriceTaxError('tax_unsupported', { tax: name, taxId: id });
  }
  return { id, name, amount, amountType, priceIncluded, includeBaseAmount, isBaseAffected };
}

/** Changes exactly when a set of taxes computes differently; names do not count. */
export function taxFingerprint(taxes: readonly PriceTax[]): string {
  const known = fingerprints.get(taxes);
  if (known !== undefined) return known;
  const fingerprint = taxes
    .map((tax) =>
      [
        tax.amountType,
        tax.amount,
        tax.priceIncluded ? 'incl' : 'excl',
        tax.includeBaseAmount ? 'base' : '',
        tax.isBaseAffected ? 'affected' : '',
      ].join(':'),
    )
    .join('|');
  fingerprints.set(taxes, fingerprint);
  return fingerprint;
}

const fingerprints = new WeakMap<readonly PriceTax[], string>();
