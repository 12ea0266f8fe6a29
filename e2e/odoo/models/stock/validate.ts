import type { Model } from '../../orm/model';
import type { Wire } from '../../orm/values';
import { confirmMoves, doneQuantity, finishMove, isOpen } from './move';
import { movesOf } from './picking';
import { tidy } from './quant-store';

/**
 * `button_validate`: true when done, else the dialog that asks first — for an immediate transfer (14–16, nothing
 * entered) or a backorder (part entered). FACTS.md B, Orders: "Delivery".
 */
export function buttonValidate(model: Model, ids: readonly number[]): Wire {
  const { env } = model;
  const { version } = env.caps;
  const moves = env.sudo().model('stock.move');
  const open = movesOf(model, ids).filter((id) => isOpen(moves, id));
  confirmMoves(
    moves,
    open.filter((id) => moves.text(id, 'state') === 'draft'),
  );
  const entered = open.some((id) => hasEntered(moves, id));
  if (!entered && version <= 16) {
    if (env.context.skip_immediate === true) return true;
    return dialog(model, ids, 'Immediate Transfer?', 'stock.immediate.transfer', {
      default_show_transfers: ids.length > 1,
      default_pick_ids: ids.map((id) => [4, id]),
    });
  }
  const parts = open.map((id) => ({
    id,
    done: entered ? enteredQuantity(moves, id) : heldQuantity(moves, id),
  }));
  const short = parts.some((part) => part.done < moves.number(part.id, 'product_uom_qty'));
  if (short && env.context.skip_backorder !== true) {
    return dialog(model, ids, 'Create Backorder?', 'stock.backorder.confirmation', {
      default_show_transfers: false,
      default_pick_ids: ids.map((id) => [4, id]),
    });
  }
  for (const id of ids) finishPicking(model, id, true);
  return true;
}

/** Closes a transfer with what was entered (or, with nothing entered, with what is held); the rest may follow. */
export function finishPicking(model: Model, id: number, backorder: boolean): void {
  const moves = model.env.sudo().model('stock.move');
  const open = movesOf(model, [id]).filter((move) => isOpen(moves, move));
  const entered = open.some((move) => hasEntered(moves, move));
  const rest: { move: number; quantity: number }[] = [];
  for (const move of open) {
    const demand = moves.number(move, 'product_uom_qty');
    const done = entered ? enteredQuantity(moves, move) : heldQuantity(moves, move) || demand;
    if (done < demand) rest.push({ move, quantity: tidy(demand - done) });
    if (done > 0) finishMove(moves, move, done);
  }
  model.set(id, { date_done: model.env.tx.startedAt.slice(0, 19) });
  model.touch([id]);
  if (rest.length > 0 && backorder) followUp(model, id, rest);
  refreshOrder(model, id);
}

/** Delivery moves the order it belongs to (FACTS.md B, Orders: write_date). */
function refreshOrder(model: Model, id: number): void {
  const order = model.row(id)?.sale_id;
  if (typeof order === 'number') model.env.sudo().model('sale.order').touch([order]);
}

function followUp(model: Model, id: number, rest: readonly { move: number; quantity: number }[]): void {
  const moves = model.env.sudo().model('stock.move');
  const row = model.row(id);
  const copied = [
    'partner_id',
    'picking_type_id',
    'location_id',
    'location_dest_id',
    'origin',
    'sale_id',
    'group_id',
    'scheduled_date',
    'date_deadline',
  ];
  const cells = Object.fromEntries(copied.flatMap((name) => (row?.[name] ? [[name, row[name]]] : [])));
  const next = model.sudo().create({ ...asVals(cells), backorder_id: id });
  const kept = rest.map(({ move, quantity }) => {
    const from = moves.row(move);
    if (moves.text(move, 'state') !== 'done') {
      moves.set(move, { picking_id: next });
      return move;
    }
    const names = [
      'name',
      'product_id',
      'product_uom',
      'location_id',
      'location_dest_id',
      'sale_line_id',
      'origin',
      'group_id',
    ];
    const vals = Object.fromEntries(
      names.flatMap((name) => (from?.[name] && moves.cls.fields[name] ? [[name, from[name]]] : [])),
    );
    return moves.create({ ...asVals(vals), product_uom_qty: quantity, picking_id: next });
  });
  confirmMoves(moves, kept);
}

function asVals(cells: { [name: string]: unknown }): { [name: string]: Wire } {
  const vals: { [name: string]: Wire } = {};
  for (const [name, value] of Object.entries(cells)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      vals[name] = value;
  }
  return vals;
}

function hasEntered(moves: Model, id: number): boolean {
  return moves.env.caps.version >= 17 ? moves.flag(id, 'picked') : doneQuantity(moves, id) > 0;
}

function enteredQuantity(moves: Model, id: number): number {
  return hasEntered(moves, id) ? doneQuantity(moves, id) : 0;
}

function heldQuantity(moves: Model, id: number): number {
  return Number(moves.row(id)?.reserved ?? 0);
}

function dialog(
  model: Model,
  ids: readonly number[],
  name: string,
  resModel: string,
  context: { [key: string]: Wire },
): Wire {
  return {
    name,
    type: 'ir.actions.act_window',
    view_mode: 'form',
    res_model: resModel,
    views: [[1, 'form']],
    view_id: 1,
    target: 'new',
    context: { ...model.env.context, button_validate_picking_ids: [...ids], ...context },
  };
}
