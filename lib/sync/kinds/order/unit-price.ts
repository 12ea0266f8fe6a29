import type { RemoteOrderLine } from '@/lib/odoo/intentions/read-order-lines';
import type { RemoteOrder } from '@/lib/odoo/intentions/read-orders';
import { PriceTaxError } from '../../prices/price-tax-error';
import { saleTaxes } from '../../prices/sale-taxes';
import { toTaxIncluded } from '../../prices/tax-included';
import type { RunContext } from '../kind';

/** What one unit of a line is said to cost here. */
export type UnitPriceOf = (
  order: Pick<RemoteOrder, 'pricesWithoutTax' | 'currency'>,
  line: Pick<RemoteOrderLine, 'unitPrice' | 'taxIds'>,
) => string;

/**
 * As Odoo shows it, but for one case: an order of saas~19.4 and later may show without tax what is sold at a price with
 * tax. There it is told with tax, as the product's price and the orders of every other version tell it.
 */
export function unitPrices({ reference, odoo }: RunContext): UnitPriceOf {
  const { company, taxes: known } = reference;
  return ({ pricesWithoutTax, currency }, { unitPrice, taxIds }) => {
    if (!pricesWithoutTax || taxIds.length === 0) return unitPrice;
    try {
      const taxes = saleTaxes(taxIds, known, odoo.capabilities.companyChain);
      if (!taxes.some((tax) => tax.priceIncluded)) return unitPrice;
      const onTop = taxes.map((tax) => ({ ...tax, priceIncluded: false }));
      const currencyRounding = currency === company.currency ? company.currencyRounding : '0.01';
      return toTaxIncluded(unitPrice, onTop, { ...company, currencyRounding });
    } catch (error) {
      // A tax that is not counted here: the order's totals are Odoo's own all the same.
      if (error instanceof PriceTaxError) return unitPrice;
      throw error;
    }
  };
}
