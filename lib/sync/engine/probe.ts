import { desc, eq } from 'drizzle-orm';
import type { integrations } from '@/db/schema/integrations';
import { orders } from '@/db/schema/orders';
import type { Ctx } from '@/lib/context';
import { odooInstant } from '@/lib/odoo/dialect/instant';
import type { Units } from '@/lib/odoo/dialect/units';
import { COMPANY, SOLD_UNITS, unmovedAround, type Watched } from '@/lib/odoo/intentions/have-moved';
import { peek } from '@/lib/odoo/intentions/peek';
import { maySeeKits } from '@/lib/odoo/intentions/read-kits';
import type { Witness } from '@/lib/odoo/intentions/read-witnesses';
import type { ChangeRow } from '@/lib/odoo/records';
import type { DomainTerm } from '@/lib/odoo/rows';
import type { OdooSession } from '@/lib/odoo/session';
import { bareTemplates, type KnownLink, newestKnown, type WitnessKind } from '../identity/known-records';
import { readIdentity } from '../identity/state';
import type { Run } from './claim-run';
import { loadPositions, type Position, startOf } from './positions';

/**
 * What a handful of questions at the start of a run tell of everything that a quiet Odoo would otherwise be asked table
 * by table. Whatever is missing here is asked by whoever needs it; nothing here is older than the run.
 */
export interface Probe {
  /** Odoo's clock before the first question: UTC "YYYY-MM-DD HH:MM:SS". */
  readonly at: string;
  /** Tables that nothing has moved in since they were last read. */
  readonly unmoved: ReadonlySet<Watched>;
  /** Tables whose changed rows were all told, with the condition they were asked with. */
  readonly changed: ReadonlyMap<Watched, { rows: readonly ChangeRow[]; filter: DomainTerm | null }>;
  /** Known records that were asked who they are now. */
  readonly looked: ReadonlyMap<
    WitnessKind,
    { known: readonly KnownLink[]; found: ReadonlyMap<number, Witness> }
  >;
  /** Whether every tied product without a variant is still there; null when they were not asked about. */
  readonly bareStand: boolean | null;
  readonly units: Units | null;
}

interface Parts {
  readonly ctx: Ctx;
  readonly integration: typeof integrations.$inferSelect;
  readonly run: Run;
  readonly odoo: OdooSession;
  /** A full run asks for everything anyway. */
  readonly full: boolean;
  /** When taxes were last read, if they are remembered. */
  readonly taxesReadAt: string | null;
  /** When the company's settings were last read, if they are remembered. */
  readonly companyReadAt: string | null;
}

/** Templates without variants whose presence is asked along; of more, all templates are counted. */
const BARE = 200;

const AROUND_PRODUCTS: readonly Watched[] = [
  'product.product',
  'product.template.attribute.value',
  'product.attribute.value',
  'product.attribute',
];
const AROUND_STOCK: readonly Watched[] = ['stock.quant', 'stock.warehouse.orderpoint'];
const AROUND_ORDERS: readonly Watched[] = ['sale.order.line', 'res.partner'];

/** At most four calls, side by side. */
export async function probe(parts: Parts): Promise<Probe> {
  const { ctx, integration, run, odoo, full } = parts;
  const at = odooInstant(odoo.serverTime());
  const nothing: Probe = {
    at,
    unmoved: new Set(),
    changed: new Map(),
    looked: new Map(),
    bareStand: null,
    units: null,
  };
  const { unproven, choice } = readIdentity(integration.identity);
  if (full || unproven || choice) return nothing;
  const positions = await loadPositions(ctx.db, integration.id);
  const [aboutProducts, aboutOrders, knownProducts, bare, newestOrder] = await Promise.all([
    aroundProducts(parts, positions, at),
    aroundOrders(parts, positions, at),
    newestKnown(ctx, integration.id, 'product'),
    bareTemplates(ctx, integration.id, BARE + 1),
    newestOrderOf(ctx, integration.id),
  ]);
  const askBare = bare.length <= BARE;
  const idsOf = (links: readonly KnownLink[]) => links.map(({ odooId }) => odooId);
  const since = (stream: Watched) => sinceOf(positions, stream, at);
  const own: DomainTerm = ['company_id', '=', odoo.capabilities.companyId];
  const whole = run.kinds === null;
  const [unmovedProducts, unmovedOrders, templates, sales] = await Promise.all([
    unmovedAround(odoo, 'product.template', aboutProducts),
    aboutOrders.size > 0 ? unmovedAround(odoo, 'sale.order', aboutOrders, [own]) : [],
    knownProducts.length > 0 || since('product.template')
      ? peek(odoo, 'product.template', {
          ids: [...new Set([...idsOf(knownProducts), ...(askBare ? bare : [])])],
          since: whole ? since('product.template') : null,
        })
      : null,
    aboutOrders.size > 0 && since('sale.order')
      ? peek(odoo, 'sale.order', {
          ids: newestOrder,
          since: whole ? since('sale.order') : null,
          filter: own,
        })
      : null,
  ]);
  return {
    at,
    unmoved: new Set([
      ...unmovedProducts,
      // Where no order is in sight, none speaks for its company.
      ...unmovedOrders.filter(
        (table) => table !== COMPANY || newestOrder.some((id) => sales?.witnesses.has(id)),
      ),
    ]),
    changed: new Map([
      ...(templates && whole && since('product.template')
        ? [['product.template' as const, { rows: templates.changed, filter: null }] as const]
        : []),
      ...(sales && whole && since('sale.order')
        ? [['sale.order' as const, { rows: sales.changed, filter: own }] as const]
        : []),
    ]),
    looked: new Map(templates ? [['product', { known: knownProducts, found: templates.witnesses }]] : []),
    bareStand: templates && askBare ? bare.every((id) => templates.witnesses.has(id)) : null,
    units: templates?.units ?? null,
  };
}

/** Odoo's id of the last order known, if there is one. */
async function newestOrderOf({ db }: Ctx, integrationId: string): Promise<number[]> {
  const rows = await db
    .select({ id: orders.odooId })
    .from(orders)
    .where(eq(orders.integrationId, integrationId))
    .orderBy(desc(orders.odooId))
    .limit(1);
  return rows.map(({ id }) => id);
}

/**
 * From when on a table would be read; null when it has to be read anyway: never read before, or with rows seen in the
 * overlap window, which only reading it can tell from new ones.
 */
function stillSince(positions: ReadonlyMap<string, Position>, stream: Watched, at: string): string | null {
  const seen = positions.get(stream)?.seen ?? {};
  return Object.keys(seen).length > 0 ? null : sinceOf(positions, stream, at);
}

function sinceOf(positions: ReadonlyMap<string, Position>, stream: Watched, at: string): string | null {
  const watermark = positions.get(stream)?.watermark;
  return watermark ? startOf(watermark, at) : null;
}

async function aroundProducts(
  { integration, run, odoo, taxesReadAt }: Parts,
  positions: ReadonlyMap<string, Position>,
  at: string,
): Promise<ReadonlyMap<Watched, string>> {
  const wanted = (kind: 'product' | 'stock') => run.kinds === null || run.kinds.includes(kind);
  const stock = wanted('stock') && integration.syncConfig.fields.stock.length > 0;
  const tables: Watched[] = [
    ...(wanted('product') ? AROUND_PRODUCTS : []),
    ...(wanted('product') && odoo.capabilities.hasProductImage ? (['product.image'] as const) : []),
    ...(wanted('product') && (await maySeeKits(odoo)) ? (['mrp.bom'] as const) : []),
    ...(stock ? AROUND_STOCK : []),
  ];
  return new Map([
    ...instants(tables, (table) => stillSince(positions, table, at)),
    ...(taxesReadAt ? ([['account.tax', startOf(taxesReadAt, at)]] as const) : []),
  ]);
}

async function aroundOrders(
  { integration, run, odoo, companyReadAt }: Parts,
  positions: ReadonlyMap<string, Position>,
  at: string,
): Promise<ReadonlyMap<Watched, string>> {
  const { fields, direction } = integration.syncConfig;
  if (run.kinds !== null || fields.order.length === 0 || direction === 'export') return new Map();
  if ((await odoo.fieldsOf('sale.order')).size === 0) return new Map();
  const units = sinceOf(positions, 'sale.order', at);
  return new Map([
    ...instants(AROUND_ORDERS, (table) => stillSince(positions, table, at)),
    ...(units ? ([[SOLD_UNITS, units]] as const) : []),
    ...(companyReadAt ? ([[COMPANY, startOf(companyReadAt, at)]] as const) : []),
  ]);
}

function instants(tables: readonly Watched[], sinceOfTable: (table: Watched) => string | null) {
  return tables.flatMap((table) => {
    const since = sinceOfTable(table);
    return since ? [[table, since] as const] : [];
  });
}
