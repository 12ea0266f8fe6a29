import Decimal from 'decimal.js';
import { z } from 'zod';
import * as value from '../dialect/values';
import { presentFields, searchRead } from '../rows';
import type { OdooSession } from '../session';
import { StockError } from '../stock-error';
import type { PlannedCounts } from './plan-counts';

/** In what steps Odoo counts a product. */
interface CountingStep {
  readonly unit: string;
  /** The unit's rounding: what moves is a multiple of it. */
  readonly ofMoves: Decimal;
  /** What lies anywhere has no more decimals than quantities have there at all. */
  readonly ofCounts: Decimal;
}

const Product = z.object({ id: value.id, uom_id: value.reference });
const Unit = z.object({ id: value.id, name: value.text, rounding: value.decimal.optional() });
const Quantity = z.object({
  quantity: z.object({ digits: z.union([z.tuple([z.number(), z.number()]), z.unknown()]) }),
});

/**
 * Of counts about to be written, those that do not go into the steps Odoo takes, by product. 18 refuses them, be it
 * for a hundredth, while 19 makes a whole count of them without a word (run on both: unit rounded to 1, "Product Unit"
 * without decimals). No call where all are whole, else three.
 */
export async function tooFine(
  odoo: OdooSession,
  planned: readonly PlannedCounts[],
): Promise<Map<number, StockError>> {
  const fractions = planned.filter(
    ({ difference, counts }) =>
      !difference.isInteger() || counts.some(({ quantity }) => !new Decimal(quantity).isInteger()),
  );
  if (fractions.length === 0) return new Map();
  const steps = await countingSteps(
    odoo,
    fractions.map(({ productId }) => productId),
  );
  return new Map(
    fractions.flatMap((plan): [number, StockError][] => {
      const step = steps.get(plan.productId);
      if (!step || inSteps(plan, step).eq(plan.difference)) return [];
      const params = {
        unit: step.unit,
        step: Decimal.max(step.ofMoves, step.ofCounts).toFixed(),
        difference: plan.difference.toFixed(),
      };
      return [[plan.productId, new StockError('stock_finer_than_unit', params)]];
    }),
  );
}

/** What Odoo would move for the counts. What lay there before may be finer than the steps of today, and stays so. */
function inSteps({ difference, counts }: PlannedCounts, { ofMoves, ofCounts }: CountingStep): Decimal {
  const shifts = counts.map(({ quantity }) => rounded(new Decimal(quantity), ofCounts).minus(quantity));
  return rounded(Decimal.sum(difference, ...shifts), ofMoves);
}

function rounded(quantity: Decimal, step: Decimal): Decimal {
  return step.isZero() ? quantity : quantity.toNearest(step, Decimal.ROUND_HALF_UP);
}

async function countingSteps(
  odoo: OdooSession,
  productIds: readonly number[],
): Promise<Map<number, CountingStep>> {
  const fields = await presentFields(odoo, 'uom.uom', ['name', 'rounding']);
  const [products, answer] = await Promise.all([
    searchRead(odoo, 'product.product', Product, [['id', 'in', productIds]], ['uom_id']),
    odoo.call('stock.quant', 'fields_get', [['quantity']], { attributes: ['digits'] }),
  ]);
  const unitIds = [...new Set(products.flatMap((product) => product.uom_id ?? []))];
  const units = await searchRead(odoo, 'uom.uom', Unit, [['id', 'in', unitIds]], fields);
  const digits = Quantity.safeParse(answer).data?.quantity.digits;
  const kept =
    Array.isArray(digits) && typeof digits[1] === 'number' ? new Decimal(10).pow(-digits[1]) : null;
  const unitOf = new Map(units.map((unit) => [unit.id, unit]));
  return new Map(
    products.map(({ id, uom_id }) => {
      const unit = unitOf.get(uom_id ?? 0);
      const ofCounts = kept ?? new Decimal(0);
      return [id, { unit: unit?.name ?? '', ofMoves: new Decimal(unit?.rounding ?? 0), ofCounts }];
    }),
  );
}
