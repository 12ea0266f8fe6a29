import Decimal from 'decimal.js';
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { insertRows } from '@/db/many-rows';
import { stockLevels } from '@/db/schema/catalogue';
import { conflicts } from '@/db/schema/inbox';
import { links, stockLinks } from '@/db/schema/links';
import type { OdooError } from '@/lib/odoo/errors';
import { StockError } from '@/lib/odoo/stock-error';
import { apply, diff } from '../../core/diff';
import type { BatchReport, ReportedError, Subject } from '../../history/batch-report';
import { dropMarks } from '../drop-marks';
import type { RunContext } from '../kind';
import type { UnreadableValue } from '../unreadable-value';
import { heirsOf } from './first-variants';
import type { StockPair } from './pairs';
import { idsOf, type Sent } from './pending';
import type { StockPlan } from './stock-plan';

/** What came of a plan's writes in Odoo; null where nothing was to be written. */
export interface Carried {
  readonly sent: Sent | null;
  readonly threshold: { ok: true; id: number } | { ok: false; error: OdooError } | null;
}

export function subjectOf(pair: StockPair): Subject {
  return {
    kind: 'stock',
    localId: pair.productId,
    odooModel: 'product.product',
    odooId: pair.odooProductId,
    warehouseId: pair.warehouse.localId,
    label: `${pair.label} · ${pair.warehouse.remote.warehouseName}`,
  };
}

export function reported(error: StockError | OdooError | UnreadableValue): ReportedError {
  const { class: kind, code, message, params } = error;
  return { class: kind, code, message, params };
}

/** Writes what came of the plans here, in a few statements: levels, the base both sides now agree on, the report. */
export async function saveStock(
  run: RunContext,
  tx: Db,
  outcomes: readonly { readonly plan: StockPlan; readonly carried: Carried }[],
  report: BatchReport,
): Promise<void> {
  for (const { plan, carried } of outcomes) reportPlan(run, plan, carried, report);
  if (run.run.dryRun) return;
  const settled = outcomes.filter(({ carried }) => !carried.sent?.open);
  if (run.mayWriteHere)
    await saveLevels(
      tx,
      settled.flatMap(({ plan }) => levelAfter(plan) ?? []),
    );
  const rows = settled.map(({ plan, carried }) => ({
    ...idsOf(run, plan.pair),
    ...linkAfter(run, plan, carried),
  }));
  await insertRows(
    tx,
    stockLinks,
    rows,
    sql`on conflict (integration_id, product_id, warehouse_id) do update set
      odoo_product_id = excluded.odoo_product_id, base_quantity = excluded.base_quantity,
      base_threshold = excluded.base_threshold, orderpoint_id = excluded.orderpoint_id,
      pending = excluded.pending, prevails = excluded.prevails, last_synced_at = excluded.last_synced_at`,
  );
}

/**
 * The base is what Odoo has now as far as we know: what was read plus what our moves did. What did not arrive stays the
 * difference between the count here and the base, and is sent next time.
 */
function linkAfter(run: RunContext, plan: StockPlan, carried: Carried) {
  const { pair, odoo, merged, forOdoo } = plan;
  const agreed = merged.base.quantity;
  const arrived = new Decimal(odoo.quantity ?? 0).plus(carried.sent?.applied ?? 0).toFixed();
  const settled = agreed !== undefined && (merged.toHere.quantity === undefined || run.mayWriteHere);
  const baseQuantity = forOdoo ? arrived : settled ? text(agreed, '0') : (pair.link?.baseQuantity ?? null);
  const failed = carried.threshold?.ok === false;
  const threshold = merged.base.alert_threshold;
  return {
    baseQuantity: merged.conflicts.some((one) => one.field === 'quantity' && one.choice === null)
      ? (pair.link?.baseQuantity ?? null)
      : baseQuantity,
    baseThreshold:
      failed || threshold === undefined ? (pair.link?.baseThreshold ?? null) : text(threshold, null),
    orderpointId: carried.threshold?.ok ? carried.threshold.id || null : knownRule(plan),
    pending: null,
    prevails: plan.partlyHidden ? (pair.link?.prevails ?? null) : null,
    lastSyncedAt: run.ctx.now(),
  };
}

function knownRule({ rule, ruleHidden, pair }: StockPlan): number | null {
  return ruleHidden ? (pair.link?.orderpointId ?? null) : (rule?.id ?? null);
}

function text<T>(value: unknown, otherwise: T): string | T {
  return typeof value === 'string' ? value : otherwise;
}

type Level = typeof stockLevels.$inferInsert;

/** What moves here, as a difference: a count typed meanwhile stays. Null where nothing does. */
function levelAfter({ pair, forHere, merged }: StockPlan): Level | null {
  const threshold = merged.toHere.alert_threshold;
  if (forHere === null && threshold === undefined) return null;
  if (pair.level === null && forHere === null && typeof threshold !== 'string') return null;
  return {
    productId: pair.productId,
    warehouseId: pair.warehouse.localId,
    quantity: (forHere ?? new Decimal(0)).toFixed(),
    ...(threshold === undefined ? {} : { alertThreshold: text(threshold, null) }),
  };
}

async function saveLevels(tx: Db, levels: readonly Level[]): Promise<void> {
  const heirs = await heirsOf(
    tx,
    levels.map(({ productId }) => productId),
  );
  const now = levels.map((level) => ({ ...level, productId: heirs.get(level.productId) ?? level.productId }));
  for (const [alerting, rows] of Map.groupBy(now, (level) => 'alertThreshold' in level)) {
    await insertRows(
      tx,
      stockLevels,
      rows,
      sql`on conflict (product_id, warehouse_id) do update set
        quantity = stock_levels.quantity + excluded.quantity
        ${alerting ? sql`, alert_threshold = excluded.alert_threshold` : sql``}`,
    );
  }
}

function reportPlan(run: RunContext, plan: StockPlan, carried: Carried, report: BatchReport): void {
  const { pair, merged, odoo, here } = plan;
  const subject = subjectOf(pair);
  const before = { quantity: here.quantity ?? '0', alert_threshold: here.threshold };
  const beforeThere = { quantity: odoo.quantity ?? '0', alert_threshold: odoo.threshold };
  const arrived = arrivedInOdoo(plan, carried);
  const changesHere = diff(before, apply({}, merged.toHere));
  const changesThere = diff(beforeThere, arrived);
  const any = (fields: object) => Object.keys(fields).length > 0;
  report.count('stock', 'seen');
  if (any(changesHere)) {
    report.count('stock', 'updated_here');
    report.change(subject, { side: 'here', action: 'update', fields: changesHere });
  }
  if (any(changesThere)) {
    report.count('stock', 'updated_in_odoo');
    report.change(subject, { side: 'odoo', action: 'update', fields: changesThere });
  }
  const errors = [
    carried.sent?.error,
    carried.threshold?.ok === false ? carried.threshold.error : null,
    plan.unreadableThreshold,
    plan.partlyHidden,
  ];
  const faults = errors.flatMap((error) => error ?? []);
  for (const error of faults) report.error(subject, reported(error));
  if (Number(odoo.quantity) < 0) {
    report.error(subject, reported(new StockError('stock_negative_in_odoo', { quantity: odoo.quantity })));
  }
  if (thresholdWaits(plan)) report.error(subject, reported(new StockError('rule_out_of_reach')));
  for (const conflict of plan.conflicts) {
    report.count('stock', 'conflicts');
    report.conflict(subject, { ...conflict, policy: run.integration.syncConfig.conflict_policy });
  }
  if (faults.length > 0) report.count('stock', 'failed');
  else report.success(subject);
  if (!any(changesHere) && !any(changesThere) && faults.length === 0) report.count('stock', 'unchanged');
}

/** A threshold is typed here whose rule in Odoo is out of sight. */
function thresholdWaits({ ruleHidden, pair, here }: StockPlan): boolean {
  const base = pair.link?.baseThreshold ?? null;
  if (!ruleHidden || here.threshold === base) return false;
  return here.threshold === null || base === null || !new Decimal(here.threshold).eq(base);
}

/** In a dry run what would arrive, otherwise what did. */
function arrivedInOdoo(
  { odoo, merged, forOdoo }: StockPlan,
  carried: Carried,
): Record<string, string | null> {
  const arrived: Record<string, string | null> = {};
  const moved = carried.sent ? carried.sent.applied : forOdoo;
  if (forOdoo && moved) arrived.quantity = new Decimal(odoo.quantity ?? 0).plus(moved).toFixed();
  const threshold = merged.toOdoo.alert_threshold;
  if (threshold !== undefined && carried.threshold?.ok !== false)
    arrived.alert_threshold = text(threshold, null);
  return arrived;
}

/** Rows that changed here since they were read stay work. */
export async function clearOutbox(
  run: RunContext,
  tx: Db,
  productIds: readonly string[],
  versions: ReadonlyMap<string, number>,
): Promise<void> {
  const waiting = await waitingElsewhere(run, tx, productIds);
  const answered = productIds.flatMap((localId) => {
    const version = versions.get(localId);
    return version === undefined || waiting.has(localId) ? [] : [{ localId, version }];
  });
  await dropMarks(tx, run, 'stock', answered);
}

/** Products of which a count is typed in a warehouse that is out of reach: it stays work until the warehouse is back. */
async function waitingElsewhere(
  run: RunContext,
  tx: Db,
  productIds: readonly string[],
): Promise<Set<string>> {
  if (productIds.length === 0) return new Set();
  const rows = await tx
    .select({ id: stockLevels.productId })
    .from(stockLevels)
    .innerJoin(
      links,
      and(
        eq(links.integrationId, run.integration.id),
        eq(links.kind, 'warehouse'),
        eq(links.localId, stockLevels.warehouseId),
        isNotNull(links.outOfReachSince),
      ),
    )
    .leftJoin(
      stockLinks,
      and(
        eq(stockLinks.integrationId, run.integration.id),
        eq(stockLinks.productId, stockLevels.productId),
        eq(stockLinks.warehouseId, stockLevels.warehouseId),
      ),
    )
    .where(
      and(
        anyOf(stockLevels.productId, [...productIds]),
        sql`${stockLevels.quantity} is distinct from coalesce(${stockLinks.baseQuantity}, 0)`,
      ),
    );
  return new Set(rows.map((row) => row.id));
}

/** Decisions of these products were taken into account: carried out, or reported anew because the counts had moved on. */
export async function closeDecisions(run: RunContext, tx: Db, productIds: readonly string[]): Promise<void> {
  await tx
    .update(conflicts)
    .set({ appliedAt: run.ctx.now() })
    .where(
      and(
        eq(conflicts.integrationId, run.integration.id),
        eq(conflicts.kind, 'stock'),
        eq(conflicts.status, 'settled'),
        isNull(conflicts.appliedAt),
        anyOf(conflicts.localId, [...productIds]),
      ),
    );
}
