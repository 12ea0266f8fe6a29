import { groupLabels } from '../../orm/access';
import type { Env } from '../../orm/env';
import { userError, validationError } from '../../orm/faults';
import type { Model } from '../../orm/model';
import type { Wire } from '../../orm/values';
import { insertDoneMove } from './done-move';
import { inventoryLoss, STOCK_ADMIN } from './location';
import { addQuantity, isStored, type Spot, setQuant, tidy } from './quant-store';

/** Place and lot of a quant. */
export function spotOf(model: Model, id: number): Spot {
  return {
    product: model.one(id, 'product_id') ?? 0,
    location: model.one(id, 'location_id') ?? 0,
    lot: model.one(id, 'lot_id') ?? false,
  };
}

/**
 * `action_apply_inventory` (15–19): applies counts, or answers the dialog of tracked products or of a conflict and
 * applies nothing (FACTS.md B, Stock; Lots). Its own answer is None.
 */
export function applyInventory(model: Model, ids: readonly number[]): Wire {
  mayValidate(model.env);
  const { version } = model.env.caps;
  if (version <= 18) {
    const untracked = ids.filter((id) => needsLot(model, id));
    if (untracked.length > 0) {
      return dialog(model, 'Tracked Products in Inventory Adjustment', 'stock.track.confirmation', {
        default_quant_ids: [...ids],
        default_product_ids: untracked.map((id) => spotOf(model, id).product),
      });
    }
  }
  const outdated = ids.filter((id) => isOutdated(model, id));
  if (outdated.length > 0) {
    return dialog(model, 'Conflict in Inventory Adjustment', 'stock.inventory.conflict', {
      default_quant_ids: [...ids],
      default_quant_to_fix_ids: outdated,
    });
  }
  for (const id of ids) applyCount(model, id);
  return undefined;
}

/** @throws UserError on 15–17 for whoever is no stock manager (FACTS.md A, Rights) */
export function mayValidate(env: Env): void {
  if (env.su || env.caps.version >= 18 || groupLabels(env).has(STOCK_ADMIN)) return;
  throw userError('Only a stock manager can validate an inventory adjustment.');
}

/** Brings a quant to its counted quantity with one move, and forgets the count. */
export function applyCount(model: Model, id: number): void {
  const difference = model.number(id, 'inventory_diff_quantity');
  const user = model.one(id, 'user_id');
  adjust(model, id, difference, user);
  setQuant(model.env, id, {
    inventory_quantity: 0,
    inventory_quantity_set: false,
    inventory_diff_quantity: 0,
    user_id: false,
  });
}

/** Moves a difference between a quant's place and the inventory loss location. */
export function adjust(model: Model, id: number, difference: number, countedBy: number | undefined): void {
  const { env } = model;
  const spot = spotOf(model, id);
  if (difference === 0 || !isStored(env, spot.product)) return;
  checkStep(env, spot.product, difference);
  checkSerial(model, spot, tidy(model.number(id, 'quantity') + difference));
  const loss = inventoryLoss(env);
  const [from, to] = difference > 0 ? [loss, spot.location] : [spot.location, loss];
  insertDoneMove(env, {
    product: spot.product,
    from,
    to,
    quantity: Math.abs(difference),
    reference: moveTitle(env, countedBy),
    isInventory: true,
  });
  addQuantity(env, spot, difference);
  addQuantity(env, { ...spot, location: loss }, -difference);
}

/**
 * What moves is counted in the unit's steps (run on 18 with a unit rounded to 1).
 * @throws UserError
 */
function checkStep(env: Env, product: number, difference: number): void {
  const products = env.sudo().model('product.product');
  const unit = products.one(product, 'uom_id') ?? 0;
  const units = env.sudo().model('uom.uom');
  if (isInSteps(difference, units.number(unit, 'rounding'))) return;
  throw userError(
    `The quantity done for the product "${products.displayName(product)}" doesn't respect the rounding precision defined on the unit of measure "${units.displayName(unit)}". Please change the quantity done or the rounding precision of your unit of measure.`,
  );
}

export function isInSteps(quantity: number, step: number): boolean {
  if (step <= 0) return true;
  const steps = quantity / step;
  // Of a large number floats keep fewer decimals, in Odoo too.
  return Math.abs(steps - Math.round(steps)) < 1e-6 + Math.abs(steps) * 8 * Number.EPSILON;
}

/** 17 and 18 name the person who counted, 19 whoever applied, 14–16 nobody. */
function moveTitle(env: Env, countedBy: number | undefined): string {
  const { version } = env.caps;
  const who = version >= 19 ? env.uid : version >= 17 ? countedBy : undefined;
  const name = who === undefined ? undefined : env.sudo().model('res.users').text(who, 'name');
  return name ? `Product Quantity Updated (${name})` : 'Product Quantity Updated';
}

/** @throws ValidationError for more than one piece of a serial number */
function checkSerial(model: Model, spot: Spot, quantity: number): void {
  const { env } = model;
  if (spot.lot === false || quantity <= 1) return;
  const products = env.sudo().model('product.product');
  if (products.text(spot.product, 'tracking') !== 'serial') return;
  const lot = env.db.table(env.caps.version >= 16 ? 'stock.lot' : 'stock.production.lot').rows.get(spot.lot);
  throw validationError(
    `The serial number has already been assigned: \n Product: ${products.displayName(spot.product)}, Serial Number: ${lot?.name ?? ''}`,
  );
}

export function needsLot(model: Model, id: number): boolean {
  const spot = spotOf(model, id);
  const tracking = model.env.sudo().model('product.product').text(spot.product, 'tracking');
  return spot.lot === false && (tracking === 'lot' || tracking === 'serial');
}

/** Whether stock moved between the count and now. */
export function isOutdated(model: Model, id: number): boolean {
  if (!model.flag(id, 'inventory_quantity_set')) return false;
  const seen = model.number(id, 'inventory_quantity') - model.number(id, 'inventory_diff_quantity');
  return tidy(seen - model.number(id, 'quantity')) !== 0;
}

function dialog(model: Model, name: string, resModel: string, context: { [key: string]: Wire }): Wire {
  return {
    name,
    type: 'ir.actions.act_window',
    view_mode: 'form',
    views: [[false, 'form']],
    res_model: resModel,
    target: 'new',
    context: { ...model.env.context, ...context },
  };
}
