export type PriceTaxErrorCode =
  /** No untaxed price gives the tax-included one, e.g. a division tax of 100 %. */
  | 'tax_not_invertible'
  /** Computed by a Python formula in Odoo that nobody outside can evaluate. */
  | 'tax_unsupported'
  /** The product carries a tax that the connected user cannot read. */
  | 'tax_unknown'
  /** The tax-included price is smaller than the fixed taxes in it. */
  | 'price_below_fixed_taxes';

/** A price that cannot be expressed on the other side; `params.tax` names the tax as Odoo does. */
export class PriceTaxError extends Error {
  override readonly name = 'PriceTaxError';
  readonly class = 'mapping';
  constructor(
    readonly code: PriceTaxErrorCode,
    readonly params: { tax?: string; taxId?: number; price?: string },
  ) {
    super(`${code}: ${params.tax ?? params.taxId ?? ''}`);
  }
}
