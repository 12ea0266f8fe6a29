import { groupLabels } from '../../orm/access';
import { roundTo } from '../../orm/convert';
import type { Env } from '../../orm/env';
import { accessError, userError } from '../../orm/faults';
import type { Model } from '../../orm/model';
import { digitsOf } from '../../orm/precision';
import { plain, type Vals, type Wire } from '../../orm/values';
import { adjust, applyCount, mayValidate, needsLot, spotOf } from './adjustment';
import { STOCK_ADMIN } from './location';
import { isStored, newQuant, quantsAt, setQuant, tidy } from './quant-store';

export const COUNT = 'inventory_quantity';
export const AUTO = 'inventory_quantity_auto_apply';

export const inventoryMode = (env: Env): boolean => env.context.inventory_mode === true;
const number = (value: Wire): number => Number(plain(value) ?? 0) || 0;
const idIn = (vals: Vals, name: string): number => number(vals[name]);

/** @throws UserError for what cannot lie anywhere, or where nothing may lie */
function checkPlace(model: Model, product: number, location: number): void {
  const { env } = model;
  if (!isStored(env, product)) throw userError('Quants cannot be created for consumables or services.');
  const place = env.db.table('stock.location').rows.get(location);
  if (place?.usage === 'view') {
    throw userError(
      `You cannot take products from or deliver products to a location of type "view" (${env.model('stock.location').displayName(location)}).`,
    );
  }
}

/** On 14 only counting in inventory mode is allowed at all. @throws AccessError as if nobody ever might */
function refuseOn14(model: Model, vals: Vals, verb: 'create' | 'modify'): void {
  if (model.env.su || model.env.caps.version > 14) return;
  const fields = Object.keys(vals).filter((name) => !['product_id', 'location_id', 'lot_id'].includes(name));
  const moved = verb === 'modify' && Object.keys(vals).some((name) => name !== COUNT);
  if (fields.every((name) => name === COUNT) && fields.length > 0 && !moved) return;
  throw accessError(
    `You are not allowed to ${verb} 'Quants' (stock.quant) records.\n\nNo group currently allows this operation.\n\nContact your administrator to request access if necessary.`,
  );
}

/** @throws AccessError: applying in one step is the stock manager's field (FACTS.md A, Rights) */
function checkAutoApply(model: Model): void {
  const { env } = model;
  if (env.su || groupLabels(env).has(STOCK_ADMIN)) return;
  const { version } = env.caps;
  if (version <= 15) mayValidate(env);
  throw accessError(refusalOfAutoApply(version, env.uid));
}

function refusalOfAutoApply(version: number, uid: number): string {
  const field = `- ${AUTO} (allowed for groups 'Inventory / Administrator')`;
  if (version >= 19) {
    return `You do not have enough rights to access the field "${AUTO}" on Quants (stock.quant). Please contact your system administrator.\n\nOperation: write\nUser: ${uid}\nGroups: allowed for groups 'Inventory / Administrator'`;
  }
  if (version === 18) {
    return `You do not have enough rights to access the fields "${AUTO}" on Quants (stock.quant). Please contact your system administrator.\n\nOperation: write\nUser: ${uid}\nFields:\n${field}`;
  }
  return `The requested operation can not be completed due to security restrictions.\n\nDocument type: Quants (stock.quant)\nOperation: write\nUser: ${uid}\nFields:\n${field}`;
}

/** Notes a count (and, when it is made anew, who counted); 14 applies it at once. */
function count(model: Model, id: number, counted: number, fresh: boolean): void {
  const { env } = model;
  const quantity = model.number(id, 'quantity');
  if (env.caps.version >= 15) {
    setQuant(env, id, {
      inventory_quantity: counted,
      inventory_quantity_set: true,
      inventory_diff_quantity: tidy(counted - quantity),
      ...(fresh ? { user_id: env.uid } : {}),
    });
    return;
  }
  if (needsLot(model, id)) {
    const name = env.sudo().model('product.product').displayName(spotOf(model, id).product);
    throw userError(`You need to supply a Lot/Serial Number for product: \n - ${name}`);
  }
  adjust(model, id, tidy(counted - quantity), undefined);
}

/**
 * Counts and applies in one step, without naming who counted. Today's 17 does so in a context of its own, and the move
 * bears nothing of the caller's (run on 16, 17, 18, 19: stock_quant.py `_set_inventory_quantity`).
 */
function autoApply(caller: Model, id: number, counted: number): void {
  const { env } = caller;
  const model =
    env.caps.version === 17
      ? env.with({ default_origin: undefined, inventory_name: undefined }).model(caller.name)
      : caller;
  const quantity = model.number(id, 'quantity');
  setQuant(model.env, id, {
    inventory_quantity: counted,
    inventory_quantity_set: true,
    inventory_diff_quantity: tidy(counted - quantity),
  });
  applyCount(model, id);
}

/** From 18 on defaults of the context do not reach what is made along with a quant (run on 16, 18, 19). */
function withoutDefaults(model: Model): Model {
  const { env } = model;
  return env.caps.version >= 18 ? env.with({ default_origin: undefined }).model(model.name) : model;
}

/** A quant made: in inventory mode the one that lies there already is counted instead. */
export function createQuant(caller: Model, vals: Vals, next: (list: Vals[]) => number[]): number {
  const model = withoutDefaults(caller);
  const { env } = model;
  refuseOn14(model, vals, 'create');
  const spot = {
    product: idIn(vals, 'product_id'),
    location: idIn(vals, 'location_id'),
    lot: idIn(vals, 'lot_id') || false,
  } as const;
  if (inventoryMode(env) && (COUNT in vals || AUTO in vals)) {
    const known = quantsAt(env, spot)[0]?.id;
    if (known === undefined) checkPlace(model, spot.product, spot.location);
    const id = known ?? newQuant(env, spot);
    writeCount(model, [id], vals, true);
    return id;
  }
  checkPlace(model, spot.product, spot.location);
  const id = next([vals])[0] ?? 0;
  const { version } = env.caps;
  model.set(id, {
    in_date: env.tx.startedAt,
    company_id: env.db.table('stock.location').rows.get(spot.location)?.company_id || env.company(),
  });
  const counted = COUNT in vals;
  const difference = tidy(number(vals[COUNT]) - number(vals.quantity));
  if (version <= 18 || counted) model.set(id, { inventory_diff_quantity: difference });
  if (counted && version >= 19) model.set(id, { inventory_quantity_set: true });
  return id;
}

/** A count is rounded to the digits of quantities without a word (run on 18 and 19: 3.499999 is 3.5). */
function inDigits(model: Model, name: string, counted: number): number {
  const digits = digitsOf(model, name);
  return digits ? roundTo(counted, digits[1]) : counted;
}

function writeCount(model: Model, ids: readonly number[], vals: Vals, fresh: boolean): void {
  if (AUTO in vals) {
    checkAutoApply(model);
    for (const id of ids) {
      if ('user_id' in vals) model.set(id, { user_id: idIn(vals, 'user_id') || false });
      autoApply(model, id, inDigits(model, AUTO, number(vals[AUTO])));
    }
  } else if (COUNT in vals) {
    for (const id of ids) count(model, id, inDigits(model, COUNT, number(vals[COUNT])), fresh);
  }
}

/** A quant written: counts and their application by version (FACTS.md B, Stock). */
export function writeQuants(
  model: Model,
  ids: readonly number[],
  vals: Vals,
  next: (ids: readonly number[], vals: Vals) => void,
): void {
  const { env } = model;
  refuseOn14(model, vals, 'modify');
  const restricted = ['product_id', 'location_id', 'lot_id', 'package_id', 'owner_id'];
  if (inventoryMode(env) && env.caps.version >= 16 && restricted.some((name) => name in vals)) {
    throw userError("Quant's editing is restricted, you can't do this operation.");
  }
  const { [COUNT]: _count, [AUTO]: _auto, ...others } = vals;
  if (!(AUTO in vals) || !inventoryMode(env)) {
    if (Object.keys(others).length > 0 || !(COUNT in vals)) next(ids, others);
    if (COUNT in vals) writeCount(model, ids, { [COUNT]: vals[COUNT] }, false);
    return;
  }
  writeCount(model, ids, vals, false);
}
