import { field } from '../../orm/fields';
import type { Model } from '../../orm/model';
import type { MethodSpec, ModelSpec } from '../../orm/model-spec';
import type { Wire } from '../../orm/values';
import { STOCK_USER } from './location';
import { confirmMoves, doneQuantity } from './move';
import { movesOf } from './picking';
import { finishPicking } from './validate';

const fields = () => ({
  pick_ids: field('many2many', 'Transfers', { relation: 'stock.picking' }),
  immediate_transfer_line_ids: field('many2many', 'Transfers lines', { relation: 'stock.picking' }),
  backorder_confirmation_line_ids: field('many2many', 'Backorder lines', { relation: 'stock.picking' }),
  show_transfers: field('boolean', 'Show transfers'),
});

function finish(model: Model, ids: readonly number[], backorder: boolean): Wire {
  const pickings = model.env.sudo().model('stock.picking');
  for (const id of ids) {
    for (const one of model.many(id, 'pick_ids')) finishPicking(pickings, one, backorder);
  }
  return true;
}

/** "Nothing was entered: deliver everything?" (14–16). */
export const immediateTransfer: ModelSpec = {
  name: 'stock.immediate.transfer',
  label: () => 'Immediate Transfer',
  until: 16,
  fields,
  access: () => [STOCK_USER],
  create: (_model, valsList, next) =>
    next(valsList.map(({ immediate_transfer_line_ids: _lines, ...vals }) => vals)),
  methods: { process: { on: 'records', params: [], run: (model, ids) => finish(model, ids, true) } },
};

/** "Only a part was entered: deliver the rest later?" */
export const backorderConfirmation: ModelSpec = {
  name: 'stock.backorder.confirmation',
  label: () => 'Backorder Confirmation',
  fields,
  access: () => [STOCK_USER],
  create: (_model, valsList, next) =>
    next(valsList.map(({ backorder_confirmation_line_ids: _lines, ...vals }) => vals)),
  methods: {
    process: { on: 'records', params: [], run: (model, ids) => finish(model, ids, true) },
    process_cancel_backorder: { on: 'records', params: [], run: (model, ids) => finish(model, ids, false) },
  },
};

/** "Return": a receipt of everything a done delivery carried, to be refunded unless said otherwise. */
export const returnPicking: ModelSpec = {
  name: 'stock.return.picking',
  label: () => 'Return Picking',
  fields: () => ({ picking_id: field('many2one', 'Picking', { relation: 'stock.picking', required: true }) }),
  access: () => [STOCK_USER],
};

const giveBack: MethodSpec = {
  on: 'records',
  params: [],
  run: (model, ids) => {
    const made = ids.map((id) => returnOf(model, model.one(id, 'picking_id') ?? 0));
    return { type: 'ir.actions.act_window', res_model: 'stock.picking', res_id: made[0] ?? false };
  },
};

export const returnUntil17: ModelSpec = {
  name: 'stock.return.picking',
  until: 17,
  methods: { create_returns: giveBack },
};

export const returnSince18: ModelSpec = {
  name: 'stock.return.picking',
  since: 18,
  methods: { action_create_returns: giveBack },
};

function returnOf(model: Model, picking: number): number {
  const pickings = model.env.sudo().model('stock.picking');
  const moves = model.env.sudo().model('stock.move');
  const warehouses = model.env.sudo().model('stock.warehouse');
  const [warehouse = 1] = warehouses.search([]);
  const made = pickings.create({
    picking_type_id: warehouses.get(warehouse, 'in_type_id'),
    location_id: pickings.get(picking, 'location_dest_id'),
    location_dest_id: pickings.get(picking, 'location_id'),
    origin: `Return of ${pickings.text(picking, 'name')}`,
    sale_id: pickings.get(picking, 'sale_id'),
  });
  const back = movesOf(pickings, [picking]).map((move) => {
    const named = model.env.caps.version <= 18 ? { name: moves.text(move, 'name') } : {};
    return moves.create({
      ...named,
      product_id: moves.get(move, 'product_id'),
      product_uom_qty: doneQuantity(moves, move),
      picking_id: made,
      sale_line_id: moves.get(move, 'sale_line_id'),
      origin_returned_move_id: move,
      to_refund: true,
    });
  });
  confirmMoves(moves, back);
  return made;
}
