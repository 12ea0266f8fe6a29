import Decimal from 'decimal.js';
import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { conflicts } from '@/db/schema/inbox';
import { readOrderpoints } from '@/lib/odoo/intentions/orderpoints';
import { readQuantities } from '@/lib/odoo/intentions/quantities';
import { StockError } from '@/lib/odoo/stock-error';
import type { Decision, Direction } from '../../core/rules';
import { decisionOf } from '../../history/decision-of';
import type { Integration, RunContext } from '../kind';
import { AMOUNT, keptDecimal, UnreadableValue } from '../unreadable-value';
import { withHiddenGoods } from './hidden-goods';
import { withLastEdits } from './last-edits';
import { withHiddenRules } from './lost-rules';
import { differenceForHere, differenceForOdoo, mergeStock, type StockValues } from './merge-stock';
import type { StockPair } from './pairs';
import type { StockPlan } from './stock-plan';

export interface StockPlans {
  readonly plans: readonly StockPlan[];
  /** What lies in Odoo cannot be kept here: each is an error of its own, and moves nothing. */
  readonly unreadable: ReadonlyMap<StockPair, UnreadableValue>;
}

/** Reads Odoo's side of the pairs (one call per warehouse for the counts, one for the rules) and merges each. */
export async function planStock(run: RunContext, pairs: readonly StockPair[]): Promise<StockPlans> {
  const unreadable = new Map<StockPair, UnreadableValue>();
  if (pairs.length === 0) return { plans: [], unreadable };
  const places = [...new Set(pairs.map((pair) => pair.warehouse.remote))];
  const productIds = [...new Set(pairs.map((pair) => pair.odooProductId))];
  const withRules = (await run.odoo.fieldsOf('stock.warehouse.orderpoint')).size > 0;
  const [quantities, rules, decisions] = await Promise.all([
    readQuantities(run.odoo, productIds, places),
    withRules ? readOrderpoints(run.odoo, productIds, places) : [],
    readDecisions(
      run,
      pairs.map((pair) => pair.productId),
    ),
  ]);
  const keyOf = (productId: number, warehouseId: number) => `${productId} ${warehouseId}`;
  const quantityOf = new Map(quantities.map((row) => [keyOf(row.productId, row.warehouseId), row.quantity]));
  const ruleOf = new Map(rules.map((rule) => [keyOf(rule.productId, rule.warehouseId), rule]));
  const directions = directionsOf(run.integration, withRules);
  const unread = pairs.filter(
    ({ odooProductId, warehouse }) => !ruleOf.has(keyOf(odooProductId, warehouse.remote.id)),
  );
  const hidden = await withHiddenRules(run, directions.threshold === 'none' ? [] : unread);
  const countOf = (pair: StockPair) =>
    quantityOf.get(keyOf(pair.odooProductId, pair.warehouse.remote.id)) ?? '0';
  const partly = directions.quantity === 'none' ? new Set() : await withHiddenGoods(run, pairs, countOf);
  const plans = pairs.flatMap((pair): StockPlan[] => {
    const key = keyOf(pair.odooProductId, pair.warehouse.remote.id);
    const rule = ruleOf.get(key) ?? null;
    const here: StockValues = {
      quantity: plain(pair.level?.quantity),
      threshold: plain(pair.level?.alertThreshold),
    };
    const quantity = readable(countOf(pair), 'quantity');
    if (quantity instanceof UnreadableValue) {
      unreadable.set(pair, quantity);
      return [];
    }
    const minimum = readable(rule?.minimum ?? null, 'alert_threshold');
    const unreadableThreshold = minimum instanceof UnreadableValue ? minimum : null;
    const odoo: StockValues = { quantity, threshold: minimum instanceof UnreadableValue ? null : minimum };
    const merged = mergeStock(baseOf(pair, here, odoo), here, odoo, {
      ...directions,
      ...(partly.has(pair) ? { quantity: 'none' as const } : {}),
      ...(hidden.has(pair) || unreadableThreshold ? { threshold: 'none' as const } : {}),
      policy: run.integration.syncConfig.conflict_policy,
      foreign: pair.foreign,
      decisions: decisions.get(decisionKey(pair.productId, pair.odooProductId, pair.warehouse.localId)),
    });
    return [
      {
        pair,
        here,
        odoo,
        rule,
        ruleHidden: hidden.has(pair),
        unreadableThreshold: directions.threshold === 'none' ? null : unreadableThreshold,
        partlyHidden: partly.has(pair)
          ? new StockError('stock_partly_hidden', {
              warehouse: pair.warehouse.remote.warehouseName,
              quantity,
            })
          : null,
        merged,
        conflicts: merged.conflicts,
        selected: {
          quantity: directions.quantity !== 'none',
          alert_threshold: directions.threshold !== 'none',
        },
        forOdoo: differenceForOdoo(merged, odoo),
        forHere: differenceForHere(merged, here),
      },
    ];
  });
  return { plans: await withLastEdits(run, plans), unreadable };
}

/** As it is kept here: digits beyond ours are no difference. */
function readable(
  value: string | null,
  field: 'quantity' | 'alert_threshold',
): string | null | UnreadableValue {
  try {
    return value === null ? null : keptDecimal(value, AMOUNT, field).toFixed();
  } catch (error) {
    if (error instanceof UnreadableValue) return error;
    throw error;
  }
}

/** After Odoo went back a person chose whose counts are right: the other side's are taken for the unchanged ones. */
function baseOf({ link }: StockPair, here: StockValues, odoo: StockValues): StockValues | null {
  if (link?.prevails) return link.prevails === 'here' ? odoo : { ...here, quantity: here.quantity ?? '0' };
  if (!link || (link.lastSyncedAt === null && link.baseQuantity === null)) return null;
  return { quantity: plain(link.baseQuantity), threshold: plain(link.baseThreshold) };
}

/** A column's number as people write it. */
function plain(kept: string | null = null): string | null {
  return kept === null ? null : new Decimal(kept).toFixed();
}

const DIRECTION: Record<Integration['syncConfig']['direction'], Direction> = {
  bidirectional: 'both',
  import: 'to_here',
  export: 'to_odoo',
};

/** Which way counts and thresholds may go; `withRules`: this Odoo has reordering rules. */
export function directionsOf({ syncConfig }: Integration, withRules: boolean) {
  const direction = DIRECTION[syncConfig.direction];
  const chosen = (field: 'quantity' | 'alert_threshold') =>
    syncConfig.fields.stock.includes(field) ? direction : 'none';
  return {
    quantity: chosen('quantity'),
    threshold: withRules ? chosen('alert_threshold') : ('none' as const),
  };
}

const decisionKey = (...ids: (string | number | null)[]) => ids.join(' ');

/** What people decided about conflicts of these products, not carried out yet. */
async function readDecisions(
  run: RunContext,
  productIds: readonly string[],
): Promise<Map<string, Record<string, Decision>>> {
  const rows = await run.ctx.db
    .select()
    .from(conflicts)
    .where(
      and(
        eq(conflicts.integrationId, run.integration.id),
        eq(conflicts.kind, 'stock'),
        eq(conflicts.status, 'settled'),
        isNotNull(conflicts.settledBy),
        isNull(conflicts.appliedAt),
        anyOf(conflicts.localId, [...productIds]),
      ),
    );
  const decisions = new Map<string, Record<string, Decision>>();
  for (const row of rows) {
    const decision = decisionOf(row);
    if (decision === null) continue;
    const key = decisionKey(row.localId, row.odooId, row.warehouseId);
    decisions.set(key, { ...decisions.get(key), [row.field]: decision });
  }
  return decisions;
}
