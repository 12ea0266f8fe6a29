import { and, eq } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { stockLevels, warehouses } from '@/db/schema/catalogue';
import { links } from '@/db/schema/links';
import { type RemoteOrderpoint, readOrderpoints } from '@/lib/odoo/intentions/orderpoints';
import { sumsOfPlace } from '@/lib/odoo/intentions/quantities';
import type { RemoteWarehouse } from '@/lib/odoo/records';
import { chunks } from '@/lib/odoo/rows';
import { diff } from '../../core/diff';
import type { Newcomer, RunContext } from '../kind';
import { AMOUNT, keptDecimal, UnreadableValue } from '../unreadable-value';
import { selectedWarehouses } from '../warehouse/selection';
import { mergeStock, type StockValues } from './merge-stock';
import { directionsOf } from './plan';

const NONE: StockValues = { quantity: null, threshold: null };
const BATCH = 1_000;

/**
 * The stock of products that a preview would make on one side: the run counts it right after, so the preview tells it
 * too. Two calls a warehouse and thousand products.
 */
export async function foreseeStock(run: RunContext): Promise<void> {
  const { all } = selectedWarehouses(run.integration, run.reference.warehouses);
  for (const warehouse of all) {
    for (const batch of chunks(run.newcomers, BATCH)) await foreseeBatch(run, warehouse, batch);
  }
}

async function foreseeBatch(
  run: RunContext,
  warehouse: RemoteWarehouse,
  newcomers: readonly Newcomer[],
): Promise<void> {
  const odooIds = newcomers.flatMap(({ from }) => (from.side === 'odoo' ? [from.odooId] : []));
  const productIds = newcomers.flatMap(({ from }) => (from.side === 'here' ? [from.productId] : []));
  const withRules = (await run.odoo.fieldsOf('stock.warehouse.orderpoint')).size > 0;
  const [sums, rules, levels] = await Promise.all([
    odooIds.length > 0 ? sumsOfPlace(run.odoo, warehouse, odooIds) : new Map<number, string>(),
    withRules && odooIds.length > 0 ? readOrderpoints(run.odoo, odooIds, [warehouse]) : [],
    levelsHere(run, warehouse, productIds),
  ]);
  const ruleOf = new Map(rules.map((rule) => [rule.productId, rule]));
  const report = run.report();
  for (const { label, from } of newcomers) {
    const odoo = from.side === 'odoo' ? inOdoo(sums.get(from.odooId), ruleOf.get(from.odooId)) : NONE;
    const here = from.side === 'here' ? (levels.get(from.productId) ?? NONE) : NONE;
    // What nothing here can hold is told as an error by the run itself.
    if (!odoo) continue;
    const merged = mergeStock(null, here, odoo, {
      ...directionsOf(run.integration, withRules),
      policy: run.integration.syncConfig.conflict_policy,
    });
    const [side, taken] =
      from.side === 'odoo' ? (['here', merged.toHere] as const) : (['odoo', merged.toOdoo] as const);
    const fields = diff({ quantity: '0', alert_threshold: null }, taken);
    report.count('stock', 'seen');
    if (Object.keys(fields).length === 0) {
      report.count('stock', 'unchanged');
      continue;
    }
    report.count('stock', side === 'here' ? 'updated_here' : 'updated_in_odoo');
    const subject = {
      kind: 'stock' as const,
      localId: from.side === 'here' ? from.productId : null,
      odooModel: 'product.product',
      odooId: from.side === 'odoo' ? from.odooId : null,
      label: `${label} · ${warehouse.warehouseName}`,
    };
    report.change(subject, { side, action: 'update', fields });
  }
  await run.ctx.db.transaction((tx) => report.save(tx));
}

function inOdoo(sum = '0', rule?: RemoteOrderpoint): StockValues | null {
  try {
    return {
      quantity: keptDecimal(sum, AMOUNT, 'quantity').toFixed(),
      threshold: rule?.minimum ? keptDecimal(rule.minimum, AMOUNT, 'alert_threshold').toFixed() : null,
    };
  } catch (error) {
    if (error instanceof UnreadableValue) return null;
    throw error;
  }
}

/** Counts of products in the warehouse here that is, or by its code becomes, the one in Odoo; else in the default one. */
async function levelsHere(
  { ctx: { db }, integration }: RunContext,
  remote: RemoteWarehouse,
  productIds: readonly string[],
): Promise<Map<string, StockValues>> {
  if (productIds.length === 0) return new Map();
  const [tied] = await db
    .select({ id: links.localId })
    .from(links)
    .where(
      and(eq(links.integrationId, integration.id), eq(links.kind, 'warehouse'), eq(links.odooId, remote.id)),
    );
  const known = tied ? [] : await db.select().from(warehouses);
  const id =
    tied?.id ?? (known.find(({ code }) => code === remote.code) ?? known.find((one) => one.isDefault))?.id;
  if (id === undefined) return new Map();
  const rows = await db
    .select()
    .from(stockLevels)
    .where(and(eq(stockLevels.warehouseId, id), anyOf(stockLevels.productId, [...productIds])));
  return new Map(
    rows.map(({ productId, quantity, alertThreshold: threshold }) => [productId, { quantity, threshold }]),
  );
}
