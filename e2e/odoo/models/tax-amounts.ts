import { roundTo } from '../orm/convert';
import type { Env } from '../orm/env';

/** A tax as the reckoning needs it, groups opened. */
export interface Tax {
  readonly kind: string;
  readonly amount: number;
  readonly included: boolean;
  readonly inBase: boolean;
  readonly affected: boolean;
}

export interface Amounts {
  readonly untaxed: number;
  readonly tax: number;
  readonly total: number;
}

type Round = (amount: number) => number;

/** Which of the rules: 14–17, the first releases of 18, or what came after. */
export type TaxEra = 'before 18' | 'early 18' | 'since';

/**
 * What `quantity` at `price` costs with these taxes; see `reckon`. `within`: whether the price has them in it, where the
 * document says so for all of them (19.4).
 */
export function taxAmounts(
  env: Env,
  price: number,
  quantity: number,
  taxIds: readonly number[],
  perLine: boolean,
  within?: boolean,
): Amounts {
  const era = env.caps.version < 18 ? 'before 18' : env.caps.taxesIgnoreAffected ? 'early 18' : 'since';
  const taxes = opened(env, taxIds);
  const told = within === undefined ? taxes : taxes.map((tax) => ({ ...tax, included: within }));
  return reckon(era, price, quantity, told, perLine);
}

/**
 * The amounts as each version reckons them (FACTS-2.md B, Taxes). `perLine`: every tax is rounded to the cent by
 * itself, else only the ends.
 */
export function reckon(
  era: TaxEra,
  price: number,
  quantity: number,
  taxes: readonly Tax[],
  perLine: boolean,
): Amounts {
  const cents: Round = (amount) => roundTo(amount, 2);
  const each: Round = perLine ? cents : (amount) => amount;
  const { untaxed, total } =
    era === 'before 18'
      ? upAndDown(price, quantity, taxes, each, cents)
      : fixedFirst(price, quantity, taxes, each, era === 'early 18');
  return { untaxed: cents(untaxed), tax: cents(cents(total) - cents(untaxed)), total: cents(total) };
}

function opened(env: Env, ids: readonly number[]): Tax[] {
  const model = env.sudo().model('account.tax');
  const inOrder = (some: readonly number[]): number[] =>
    some
      .filter((id) => model.table.rows.has(id))
      .sort((a, b) => model.number(a, 'sequence') - model.number(b, 'sequence') || a - b);
  return inOrder(ids)
    .flatMap((id) =>
      model.text(id, 'amount_type') === 'group' ? inOrder(model.many(id, 'children_tax_ids')) : [id],
    )
    .map((id) => ({
      kind: model.text(id, 'amount_type'),
      amount: model.number(id, 'amount'),
      included: model.flag(id, 'price_include'),
      inBase: model.flag(id, 'include_base_amount'),
      affected: env.caps.version === 14 || model.flag(id, 'is_base_affected'),
    }));
}

function addedTo(base: number, quantity: number, tax: Tax, together = tax.amount): number {
  if (tax.kind === 'fixed') return tax.amount * quantity;
  const part = (base * tax.amount) / 100;
  return tax.kind === 'division' ? part / (together === 100 ? 1 : 1 - together / 100) : part;
}

/** 14–17: down through the included ones, then up through all; a price below zero is reckoned above it. */
function upAndDown(price: number, quantity: number, taxes: readonly Tax[], each: Round, cents: Round) {
  const asked = cents(price * quantity);
  const sign = asked < 0 ? -1 : 1;
  const goals: (number | null)[] = taxes.map(() => null);
  let level = Math.abs(asked);
  let [fixed, percent, division] = [0, 0, 0];
  let goalWanted = true;
  const down = (): void => {
    level = ((level - fixed) / (1 + percent / 100)) * (1 - division / 100);
    [fixed, percent, division] = [0, 0, 0];
  };
  for (let at = taxes.length - 1; at >= 0; at -= 1) {
    const tax = taxes[at];
    if (tax?.inBase && (taxes[at + 1]?.affected ?? true)) {
      down();
      goalWanted = true;
    }
    if (!tax?.included) continue;
    if (tax.kind === 'fixed') fixed += tax.amount * quantity;
    else if (tax.kind === 'percent') percent += tax.amount;
    else division += tax.amount;
    if (goalWanted && tax.amount !== 0) {
      goals[at] = level;
      goalWanted = false;
    }
  }
  down();
  const untaxed = cents(level);
  let base = untaxed;
  let total = untaxed;
  let since = 0;
  let goalsHold = true;
  for (const [at, tax] of taxes.entries()) {
    const goal = tax.included && goalsHold ? (goals[at] ?? null) : null;
    const on = tax.included || tax.affected ? base : untaxed;
    const amount = each(goal === null ? addedTo(on, quantity, tax) : goal - base - since);
    if (goal !== null) since = 0;
    else if (tax.included) since += amount;
    if (tax.inBase) {
      base += amount;
      if (!tax.included) goalsHold = false;
    }
    total += amount;
  }
  return { untaxed: untaxed * sign, total: total * sign };
}

/** 18, 19: every tax asks those reckoned before it what they add to or take from its price. */
function fixedFirst(price: number, quantity: number, taxes: readonly Tax[], each: Round, early: boolean) {
  const asked = each(price * quantity);
  const groups = groupsOf(taxes);
  const amounts = new Map<number, number>();
  const places = [...taxes.keys()];
  const order = [
    ...places.toReversed().filter((at) => taxes[at]?.kind === 'fixed'),
    ...places.toReversed().filter((at) => taxes[at]?.kind !== 'fixed' && taxes[at]?.included),
    ...places.filter((at) => taxes[at]?.kind !== 'fixed' && !taxes[at]?.included),
  ];
  for (const at of order) {
    const tax = taxes[at];
    if (!tax) continue;
    let base = asked;
    for (const [from, amount] of amounts) {
      const giver = taxes[from];
      if (giver && groups[from] !== groups[at]) base += amount * influence(giver, tax, from < at, early);
    }
    const together = taxes.reduce((sum, one, n) => (groups[n] === groups[at] ? sum + one.amount : sum), 0);
    if (tax.kind === 'fixed') amounts.set(at, each(tax.amount * quantity * (price < 0 && !early ? -1 : 1)));
    else if (!tax.included) amounts.set(at, each(addedTo(base, quantity, tax, together)));
    else if (tax.kind === 'division') amounts.set(at, each((base * tax.amount) / 100));
    else amounts.set(at, each(together === -100 ? 0 : (base * tax.amount) / (100 + together)));
  }
  const sum = (included: boolean): number =>
    [...amounts].reduce((all, [at, amount]) => (taxes[at]?.included === included ? all + amount : all), 0);
  return { untaxed: asked - sum(true), total: asked + sum(false) };
}

/** 1, 0 or −1 times the amount of a tax reckoned before; early 18 knows neither "affected" nor sparing excluded ones. */
function influence(giver: Tax, taker: Tax, isLater: boolean, early: boolean): number {
  if (!giver.included) return isLater && giver.inBase && (early || taker.affected) ? 1 : 0;
  if (!isLater) return -1;
  if (early) return giver.inBase || !taker.included ? 0 : -1;
  return giver.inBase && taker.affected ? 0 : -1;
}

/** Number of the group that a tax is reckoned with: like neighbours, unless one is in the base of the next. */
function groupsOf(taxes: readonly Tax[]): number[] {
  const groups: number[] = [];
  for (const [at, tax] of taxes.entries()) {
    const before = taxes[at - 1];
    const like =
      before !== undefined &&
      before.kind === tax.kind &&
      before.included === tax.included &&
      before.inBase === tax.inBase &&
      !(tax.inBase && tax.affected);
    groups.push(like ? (groups[at - 1] ?? at) : at);
  }
  return groups;
}
