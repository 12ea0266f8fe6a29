import { type LastEdit, readLastMoves, readLastRules } from '@/lib/odoo/intentions/read-stock-edits';
import type { RunContext } from '../kind';
import type { StockPlan } from './stock-plan';

/** The plans with what is known of their questions' origin. Costs nothing where nothing new is asked. */
export async function withLastEdits(run: RunContext, plans: readonly StockPlan[]): Promise<StockPlan[]> {
  const asked = plans.filter((plan) => newOf(plan).length > 0);
  if (asked.length === 0) return [...plans];
  const rules = await readLastRules(
    run.odoo,
    asked.flatMap((plan) => (asks(plan, 'alert_threshold') && plan.rule ? plan.rule.id : [])),
  );
  const moves = new Map<number, ReadonlyMap<number, LastEdit>>();
  const counted = asked.filter((plan) => asks(plan, 'quantity'));
  for (const [place, there] of Map.groupBy(counted, ({ pair }) => pair.warehouse.remote)) {
    const productIds = there.map(({ pair }) => pair.odooProductId);
    moves.set(place.id, await readLastMoves(run.odoo, productIds, place));
  }
  const editOf = (field: string, { pair, rule }: StockPlan) =>
    field === 'quantity'
      ? moves.get(pair.warehouse.remote.id)?.get(pair.odooProductId)
      : rules.get(rule?.id ?? 0);
  return plans.map((plan) => ({
    ...plan,
    conflicts: plan.conflicts.map((conflict) => {
      const edit = conflict.decided ? undefined : editOf(conflict.field, plan);
      const changedAt = { here: plan.pair.level?.updatedAt ?? null, odoo: edit?.at ?? null };
      return { ...conflict, changedAt, odooChangedBy: edit?.by ?? null };
    }),
  }));
}

const newOf = ({ conflicts }: StockPlan) => conflicts.filter(({ decided }) => !decided);

const asks = (plan: StockPlan, field: string) => newOf(plan).some((conflict) => conflict.field === field);
