import type { OrderState, PlannedCustomer, PlannedOrder, PlannedProduct } from '../plan';
import { type Chance, chance } from '../random';
import { FAMILIES } from './products';

/** Orders in a month, January first, as a part of an average month: a gift shop lives on its winter. */
const MONTHS = [0.75, 0.7, 0.85, 0.95, 1.05, 1, 0.7, 0.55, 1, 1.1, 1.5, 2.2] as const;
/** Sunday first; the shop is closed on Sunday, but its site is not. */
const WEEKDAYS = [0.7, 0.8, 0.9, 1, 1, 1.2, 1.4] as const;
const DAY = 86_400_000;

/**
 * Sale orders of the last twelve months up to `today`, oldest first, about `perDay` a day before
 * season and weekday weigh in. The newest are still quotations or on their way.
 */
export function plannedOrders(
  seed: string,
  today: Date,
  products: readonly PlannedProduct[],
  customers: readonly PlannedCustomer[],
  perDay = 3,
): PlannedOrder[] {
  const dice = chance(`${seed}/orders`);
  const shelf = sellable(products);
  const orders: PlannedOrder[] = [];
  const midnight = Math.floor(today.getTime() / DAY) * DAY;
  for (let age = 364; age >= 0; age -= 1) {
    const day = new Date(midnight - age * DAY);
    const growth = 1 + (364 - age) / 1200;
    const expected = perDay * (MONTHS[day.getUTCMonth()] ?? 1) * (WEEKDAYS[day.getUTCDay()] ?? 1) * growth;
    for (let left = expected + dice.next() - 0.5; left > 0.5; left -= 1) {
      const seconds = dice.int(7 * 3600, 20 * 3600);
      const moment = new Date(Math.min(day.getTime() + seconds * 1000, today.getTime() - 60_000));
      orders.push(plannedOrder(dice, moment, age, orders.length, shelf, customers));
    }
  }
  return orders.sort((a, b) => a.date.localeCompare(b.date));
}

function plannedOrder(
  dice: Chance,
  moment: Date,
  age: number,
  index: number,
  shelf: Shelf,
  customers: readonly PlannedCustomer[],
): PlannedOrder {
  const state = stateFor(dice, age);
  const customer = dice.hit(0.15) ? dice.pick(customers.slice(0, 10)) : dice.pick(customers);
  const count = dice.pick([1, 1, 1, 2, 2, 3, 4]);
  const month = moment.getUTCMonth() + 1;
  const lines = Array.from({ length: count }, () => ({
    sku: pickSku(dice, shelf, month),
    quantity: customer.isCompany ? dice.int(2, 8) : dice.pick([1, 1, 1, 2, 2, 3, 4]),
    discount: customer.isCompany ? 10 : dice.hit(0.06) ? 5 : 0,
  }));
  return {
    customer: customer.key,
    state,
    date: moment.toISOString().slice(0, 19).replace('T', ' '),
    warehouse: dice.hit(0.7) ? 'shop' : 'depot',
    reference: dice.hit(0.55) ? `WEB-${20_000 + index}` : null,
    delivery: deliveryFor(dice, state, age),
    locked: state === 'sale' && age > 60 && dice.hit(0.2),
    lines,
  };
}

function stateFor(dice: Chance, age: number): OrderState {
  if (dice.hit(0.06)) return 'cancel';
  if (age < 10 && dice.hit(0.25)) return dice.hit(0.5) ? 'draft' : 'sent';
  return age > 30 && dice.hit(0.03) ? 'sent' : 'sale';
}

function deliveryFor(dice: Chance, state: OrderState, age: number): PlannedOrder['delivery'] {
  if (state !== 'sale') return 'none';
  if (age < 3) return dice.hit(0.3) ? 'full' : 'none';
  if (age < 12) return dice.pick(['full', 'full', 'partial', 'none']);
  return dice.hit(0.97) ? 'full' : 'partial';
}

interface Shelf {
  all: readonly string[];
  inSeason: ReadonlyMap<number, readonly string[]>;
}

/** Popularity is uneven on purpose: the first models of a family sell most. */
function sellable(products: readonly PlannedProduct[]): Shelf {
  const seasons = new Map(FAMILIES.map((family) => [family.category, family.season ?? []]));
  const all: string[] = [];
  const inSeason = new Map<number, string[]>();
  for (const [index, product] of products.entries()) {
    if (product.archived) continue;
    const weight = 1 + ((index * 7) % 5 === 0 ? 4 : 0) + (product.price < 40 ? 2 : 0);
    for (const variant of product.variants) {
      if (variant.archived) continue;
      const times = Math.max(1, Math.round((weight * 4) / product.variants.length));
      for (let n = 0; n < times; n += 1) all.push(variant.sku);
      for (const month of seasons.get(product.category) ?? []) {
        inSeason.set(month, [...(inSeason.get(month) ?? []), variant.sku]);
      }
    }
  }
  return { all, inSeason };
}

function pickSku(dice: Chance, shelf: Shelf, month: number): string {
  const seasonal = shelf.inSeason.get(month) ?? [];
  return seasonal.length > 0 && dice.hit(0.35) ? dice.pick(seasonal) : dice.pick(shelf.all);
}
