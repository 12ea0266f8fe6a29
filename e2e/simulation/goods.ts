import { and, eq, isNull } from 'drizzle-orm';
import { products, stockLevels } from '@/db/schema/catalogue';
import { links } from '@/db/schema/links';
import { orderLines, orders } from '@/db/schema/orders';
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
  readonly #void = new Set<string>();
  #closed = false;

  /** From now on no sum is known: both sides must say the same, whatever it is. */
  close(): void {
    this.#closed = true;
  }

  get closed(): boolean {
    return this.#closed;
  }

  moved({ localId, odooId }: Shelf, difference: number): void {
    if (this.#void.has(localId)) return;
    const known =
      this.#accounts.find((account) => account.localIds.has(localId)) ??
      this.#accounts.find((account) => account.odooIds.has(odooId));
    const account = known ?? { localIds: new Set(), odooIds: new Set(), expected: 0 };
    if (!known) this.#accounts.push(account);
    account.localIds.add(localId);
    account.odooIds.add(odooId);
    account.expected += difference;
  }

  /** Goods that moved in Odoo, of a product that may never have been counted here. */
  movedInOdoo(odooId: number, difference: number): void {
    const account = this.#accounts.find(({ odooIds }) => odooIds.has(odooId));
    if (account) account.expected += difference;
  }

  /** How much more there must be than lies in Odoo now. */
  ahead(odooId: number, lying: number): number {
    const account = this.#accounts.find(({ odooIds }) => odooIds.has(odooId));
    return account ? account.expected - lying : 0;
  }

  /** A product that gets variants here has its goods on the first of them. */
  handedOver(fromId: string, toId: string): void {
    this.#accounts.find(({ localIds }) => localIds.has(fromId))?.localIds.add(toId);
  }

  /** What lay with a record that a person put away is nobody's count any more. */
  void(ids: readonly (string | null)[]): void {
    for (const id of ids) if (id !== null) this.#void.add(id);
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
      .where(
        and(
          eq(links.integrationId, world.integrationId),
          eq(links.kind, 'variant'),
          isNull(products.deletedAt),
        ),
      ),
  ]);
  return world.odoo.as('admin', (env) => {
    const alive = new Set(env.model('product.product').search([]));
    const tied = new Set(pairs.map(({ localId }) => localId));
    return pairs
      .filter(({ odooId }) => alive.has(odooId))
      .flatMap((pair) => {
        const known = world.ledger.expected(pair, tied);
        if (known === undefined && !world.ledger.closed) return [];
        const here = levels
          .filter((level) => level.productId === pair.localId)
          .reduce((sum, level) => sum + Number(level.quantity), 0);
        const there = onHand(env, pair.odooId);
        const expected = world.ledger.closed ? there : known;
        if (here === expected && there === expected) return [];
        return [
          `stock of ${pair.localId} / product.product,${pair.odooId}: ${expected} expected, here ${here}, Odoo ${there}`,
        ];
      });
  });
}

/** Orders: every one of Odoo's is here once, with its customer, its lines by their kind, its state and its total. */
export async function wrongOrders(world: World): Promise<string[]> {
  const { db } = world.runtime;
  const [rows, lines] = await Promise.all([
    db.select().from(orders),
    db.select().from(orderLines).orderBy(orderLines.position),
  ]);
  const heads = rows.filter(({ odooState }) => odooState !== 'deleted');
  return world.odoo.as('admin', (env) => {
    const model = env.model('sale.order').sudo();
    const ids = model.search([], { order: 'id' });
    const doubles = heads.length === ids.length ? [] : [`${ids.length} orders in Odoo, ${heads.length} here`];
    const wrong = ids.flatMap((id) => {
      const found = heads.find((order) => order.odooId === id);
      if (!found) return [`sale.order,${id} is not here`];
      const theirs = orderInOdoo(env, id, world.sales.get(id));
      const own = lines.filter((line) => line.orderId === found.id);
      const here = {
        total: Number(found.total).toFixed(2),
        cancelled: found.status === 'cancelled',
        customer: found.customerName,
        lines: own.map(({ kind, quantity }) => `${theirs.told ? kind : ''} ${Number(quantity)}`).join(', '),
      };
      const { told, ...there } = theirs;
      const [a, b] = [JSON.stringify(there), JSON.stringify(here)];
      return a === b ? [] : [`sale.order,${id}: ${a}, here ${b}`];
    });
    return [...doubles, ...wrong];
  });
}

function orderInOdoo(env: Env, id: number, kinds: readonly string[] | undefined) {
  const model = env.model('sale.order').sudo();
  const lines = env.model('sale.order.line').sudo();
  const own = lines.search([['order_id', '=', id]]);
  return {
    told: kinds !== undefined,
    total: model.number(id, 'amount_total').toFixed(2),
    cancelled: model.text(id, 'state') === 'cancel',
    customer: env
      .model('res.partner')
      .sudo()
      .text(model.one(id, 'partner_id') ?? 0, 'name'),
    lines: own.map((line, at) => `${kinds?.[at] ?? ''} ${lines.number(line, 'product_uom_qty')}`).join(', '),
  };
}
