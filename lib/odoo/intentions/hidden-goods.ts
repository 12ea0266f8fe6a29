import Decimal from 'decimal.js';
import { z } from 'zod';
import * as value from '../dialect/values';
import { OdooError } from '../errors';
import { chunks, type Domain } from '../rows';
import type { OdooSession } from '../session';
import { belowPlace, type StockPlace, sumQuants } from './quantities';

const REPORT = 'report.stock.quantity';

/** The forecast report adds up as below at least since then (asked of real 16, 17, 18 and 19). */
const KNOWN_SINCE = 16;

/** The report is a long one where many goods move: a count does not wait for it for ever. */
const UNREADABLE: readonly string[] = ['permission', 'unknown_model', 'unknown_field', 'timeout'];

/** Sessions in which the report was not to be read: it is not asked for again. */
const mute = new WeakSet<OdooSession>();

/** Floats are added up on the way. */
const TOLERANCE = 1e-6;

/** Odoo repeats the domain, and so the list of products, with each of its groups. */
const GROUPED = 100;

const DAY_MS = 86_400_000;

const State = z.enum(['forecast', 'in', 'out']);
const Group = z.object({
  product_id: value.reference.optional(),
  state: State,
  product_qty: value.decimal,
});
const FormattedGroup = z
  .object({ product_id: value.reference.optional(), state: State, 'product_qty:sum': value.decimal })
  .transform(({ 'product_qty:sum': product_qty, ...group }) => ({ ...group, product_qty }));

/**
 * Products of which more lies in a warehouse than our user is shown: a record rule on quants or locations hides a part,
 * and every sum that Odoo answers, its product page's too, is then of the rest without a word. Odoo's forecast report is
 * a view of the database that every employee may read and that such rules do not reach. One call where nothing is hidden,
 * and one for 100 products where something is; nothing is said where the report cannot be read, or takes too long.
 * @param shown what our user is shown on hand of each product in the warehouse
 */
export async function partlyHidden(
  odoo: OdooSession,
  place: StockPlace,
  shown: ReadonlyMap<number, string>,
): Promise<Set<number>> {
  const none = new Set<number>();
  if (odoo.capabilities.major < KNOWN_SINCE || shown.size === 0) return none;
  if (mute.has(odoo) || (await leavesOutExpired(odoo))) return none;
  const productIds = [...shown.keys()];
  const whole = await readWhole(odoo, place, productIds, []);
  const all = [...shown.values()].reduce((sum, one) => sum.plus(one), new Decimal(0));
  if (whole === null || !isMore(whole.get(null), all)) return none;
  const found = new Set<number>();
  for (const ids of chunks(productIds, GROUPED)) {
    for (const id of await differing(odoo, place, ids)) found.add(id);
  }
  return found;
}

/** With expiration dates installed the report of 19 counts no goods that are to be removed (product_expiry's source). */
async function leavesOutExpired(odoo: OdooSession): Promise<boolean> {
  return odoo.capabilities.major >= 19 && (await odoo.fieldsOf('stock.quant')).has('removal_date');
}

/** Both are read anew at one moment, as goods may have moved meanwhile; the report knows these usages alone. */
async function differing(
  odoo: OdooSession,
  place: StockPlace,
  productIds: readonly number[],
): Promise<number[]> {
  const counted: Domain = [
    ...belowPlace(odoo, place, productIds),
    ['location_id.usage', 'in', ['internal', 'transit']],
  ];
  const [shown, whole] = await Promise.all([
    sumQuants(odoo, counted),
    readWhole(odoo, place, productIds, ['product_id']),
  ]);
  const ids = [...new Set([...shown.keys(), ...(whole?.keys() ?? [])])].filter((id) => id !== null);
  return whole === null ? [] : ids.filter((id) => isMore(whole.get(id), new Decimal(shown.get(id) ?? 0)));
}

/**
 * What lies in the warehouse, by product (null: all of them where they are not told apart): what is forecast for a day
 * that nothing can be done after, less what is still to come and go until then. null where the report is not to be read.
 */
async function readWhole(
  odoo: OdooSession,
  place: StockPlace,
  productIds: readonly number[],
  by: readonly 'product_id'[],
): Promise<Map<number | null, Decimal> | null> {
  const day = new Date(odoo.serverTime().getTime() + 2 * DAY_MS).toISOString().slice(0, 10);
  const domain: Domain = [
    ['product_id', 'in', productIds],
    ['warehouse_id', '=', place.id],
    ['company_id', '=', odoo.capabilities.companyId],
    '|',
    '&',
    ['state', '=', 'forecast'],
    ['date', '=', day],
    '&',
    ['state', 'in', ['in', 'out']],
    ['date', '<=', day],
  ];
  const groups = await readGroups(odoo, domain, [...by, 'state']);
  if (groups === null) return null;
  const whole = new Map<number | null, Decimal>();
  for (const { product_id: id = null, state, product_qty } of groups) {
    const signed = state === 'forecast' ? new Decimal(product_qty) : new Decimal(product_qty).neg();
    whole.set(id, (whole.get(id) ?? new Decimal(0)).plus(signed));
  }
  return whole;
}

async function readGroups(
  odoo: OdooSession,
  domain: Domain,
  by: readonly string[],
): Promise<z.output<typeof Group>[] | null> {
  try {
    return await odoo.ways.take('sums', {
      formatted_read_group: async () => {
        const args = [domain, by, ['product_qty:sum']];
        return FormattedGroup.array().parse(await odoo.call(REPORT, 'formatted_read_group', args));
      },
      read_group: async () => {
        const args = [domain, ['product_qty:sum'], by];
        return Group.array().parse(await odoo.call(REPORT, 'read_group', args, { lazy: false }));
      },
      // Its rows have no ids of their own: only sums of them can be read.
      search_read: async () => null,
    });
  } catch (error) {
    if (error instanceof OdooError && UNREADABLE.includes(error.code)) {
      mute.add(odoo);
      return null;
    }
    if (error instanceof z.ZodError)
      throw new OdooError('bad_answer', { model: REPORT, method: 'read_group' });
    throw error;
  }
}

function isMore(one: Decimal = new Decimal(0), other: Decimal): boolean {
  return one.minus(other).gt(Decimal.max(1, other.abs()).times(TOLERANCE));
}
