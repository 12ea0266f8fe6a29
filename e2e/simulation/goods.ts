import { and, eq, isNull } from 'drizzle-orm';
import { products, stockLevels } from '@/db/schema/catalogue';
import { orderLines, orders } from '@/db/schema/orders';
import { links } from '@/db/schema/sync';
import type { Env } from '@/e2e/odoo/orm/env';
import type { World } from './world';

/** One product's place in the warehouse, as both sides name it. */
export interface Shelf {
  readonly localId: string;
  readonly odooId: number;
  readonly warehouseId: string;
}

interface Account {
  readonly localIds: Set<string>;
  readonly odooIds: Set<number>;
  expected: number;
}

/** What must be there: nothing at first, and every difference that a person made on either side, each once. */
export class Ledger {
  readonly #accounts: Account[] = [];

  moved({ localId, odooId }: Shelf, difference: number): void {
    const known =
      this.#accounts.find((account) => account.localIds.has(localId)) ??
      this.#accounts.find((account) => account.odooIds.has(odooId));
    const account = known ?? { localIds: new Set(), odooIds: new Set(), expected: 0 };
    if (!known) this.#accounts.push(account);
    account.localIds.add(localId);
    account.odooIds.add(odooId);
    account.expected += difference;
  }

  /** What lay with a record that a person put away is nobody's count any more. */
  void(ids: readonly (string | null)[]): void {
    for (const account of [...this.#accounts]) {
      if (ids.some((id) => id !== null && account.localIds.has(id)))
        this.#accounts.splice(this.#accounts.indexOf(account), 1);
    }
  }

  /** @param tied local ids: goods of a record here that left its combination in Odoo went with it. */
  expected(
    { localId, odooId }: Pick<Shelf, 'localId' | 'odooId'>,
    tied: ReadonlySet<string>,
  ): number | undefined {
    const stayed = ({ localIds, odooIds }: Account) =>
      odooIds.has(odooId) && ![...localIds].some((id) => tied.has(id));
    const account =
      this.#accounts.find((one) => one.localIds.has(localId)) ?? this.#accounts.find((one) => stayed(one));
    return account?.expected;
  }
}

export function onHand(env: Env, productId: number): number {
  const quants = env.model('stock.quant').sudo();
  return quants
    .search([
      ['product_id', '=', productId],
      ['location_id.usage', '=', 'internal'],
    ])
    .reduce((sum, id) => sum + quants.number(id, 'quantity'), 0);
}

/** Goods of products alive on both sides: the sum of all differences is what both show, to the piece. */
export async function wrongCounts(world: World): Promise<string[]> {
  const { db } = world.runtime;
  const [levels, pairs] = await Promise.all([
    db.select().from(stockLevels),
    db
      .select({ localId: links.localId, odooId: links.odooId })
      .from(links)
      .innerJoin(products, eq(products.id, links.localId))
      .where(and(eq(links.kind, 'variant'), isNull(products.deletedAt))),
  ]);
  return world.odoo.as('admin', (env) => {
    const alive = new Set(env.model('product.product').search([]));
    const tied = new Set(pairs.map(({ localId }) => localId));
    return pairs
      .filter(({ odooId }) => alive.has(odooId))
      .flatMap((pair) => {
        const expected = world.ledger.expected(pair, tied);
        if (expected === undefined) return [];
        const here = levels
          .filter((level) => level.productId === pair.localId)
          .reduce((sum, level) => sum + Number(level.quantity), 0);
        const there = onHand(env, pair.odooId);
        if (here === expected && there === expected) return [];
        return [
          `stock of ${pair.localId} / product.product,${pair.odooId}: ${expected} expected, here ${here}, Odoo ${there}`,
        ];
      });
  });
}

/** Orders: every one of Odoo's is here once, with its lines, its state and its total. */
export async function wrongOrders(world: World): Promise<string[]> {
  const { db } = world.runtime;
  const [heads, lines] = await Promise.all([db.select().from(orders), db.select().from(orderLines)]);
  return world.odoo.as('admin', (env) => {
    const model = env.model('sale.order').sudo();
    const ids = model.search([], { order: 'id' });
    const doubles = heads.length === ids.length ? [] : [`${ids.length} orders in Odoo, ${heads.length} here`];
    const wrong = ids.flatMap((id) => {
      const found = heads.find((order) => order.odooId === id);
      if (!found) return [`sale.order,${id} is not here`];
      const total = model.number(id, 'amount_total');
      const state = model.text(id, 'state');
      const cancelled = (state === 'cancel') === (found.status === 'cancelled');
      const own = lines.filter((line) => line.orderId === found.id).length;
      const theirs = env
        .model('sale.order.line')
        .sudo()
        .search([['order_id', '=', id]]).length;
      const same = Math.abs(Number(found.total) - total) < 0.005 && cancelled && own === theirs;
      return same
        ? []
        : [
            `sale.order,${id}: ${total} ${state} ${theirs} lines, here ${found.total} ${found.status} ${own} lines`,
          ];
    });
    return [...doubles, ...wrong];
  });
}
