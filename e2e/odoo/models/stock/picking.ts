import type { Model } from '../../orm/model';
import type { ModelSpec } from '../../orm/model-spec';
import { plain, type Vals } from '../../orm/values';
import { STOCK_USER } from './location';
import { assignMoves, cancelMoves, confirmMoves } from './move';
import { nextReference } from './picking-type';
import { buttonValidate } from './validate';

/** Moves of transfers, in order. */
export function movesOf(model: Model, ids: readonly number[]): number[] {
  const table = model.env.db.table('stock.move');
  return ids.flatMap((id) => [...table.where('picking_id', id)].sort((a, b) => a - b));
}

/** The state of a transfer follows from its moves. */
function stateOf(model: Model, id: number): string {
  const moves = model.env.sudo().model('stock.move');
  const states = movesOf(model, [id]).map((move) => moves.text(move, 'state'));
  if (states.length === 0 || states.includes('draft')) return String(model.row(id)?.state || 'draft');
  const living = states.filter((state) => state !== 'cancel');
  if (living.length === 0) return 'cancel';
  if (living.every((state) => state === 'done')) return 'done';
  return living.some((state) => state === 'assigned' || state === 'partially_available')
    ? 'assigned'
    : 'confirmed';
}

function completed(model: Model, vals: Vals): Vals {
  const { env } = model;
  const type = Number(plain(vals.picking_type_id) ?? 0);
  const types = env.sudo().model('stock.picking.type');
  return {
    name: nextReference(env, type),
    location_id: types.get(type, 'default_location_src_id'),
    location_dest_id: types.get(type, 'default_location_dest_id'),
    company_id: env.company(),
    scheduled_date: env.tx.startedAt.slice(0, 19),
    move_type: 'direct',
    priority: '0',
    ...vals,
  };
}

export const picking: ModelSpec = {
  name: 'stock.picking',
  label: () => 'Transfer',
  order: 'priority desc, scheduled_date asc, id desc',
  compute: {
    state: stateOf,
    picking_type_code: (model, id) =>
      model.env.db.table('stock.picking.type').rows.get(model.one(id, 'picking_type_id') ?? 0)?.code ?? false,
    backorder_ids: (model, id) => [...model.table.where('backorder_id', id)],
  },
  access: (_env, op) => (op === 'read' ? [STOCK_USER, 'Sales/User: Own Documents Only'] : [STOCK_USER]),
  create: (model, valsList, next) => next(valsList.map((vals) => completed(model, vals))),
  methods: {
    action_confirm: {
      on: 'records',
      params: [],
      run: (model, ids) => {
        confirmMoves(model.env.sudo().model('stock.move'), movesOf(model, ids));
        model.touch(ids);
        return true;
      },
    },
    action_assign: {
      on: 'records',
      params: [],
      run: (model, ids) => {
        const moves = model.env.sudo().model('stock.move');
        const all = movesOf(model, ids);
        confirmMoves(
          moves,
          all.filter((id) => moves.text(id, 'state') === 'draft'),
        );
        assignMoves(
          moves,
          all.filter((id) => moves.text(id, 'state') !== 'assigned'),
        );
        return true;
      },
    },
    action_cancel: {
      on: 'records',
      params: [],
      run: (model, ids) => {
        cancelMoves(model.env.sudo().model('stock.move'), movesOf(model, ids));
        model.touch(ids);
        return true;
      },
    },
    button_validate: { on: 'records', params: [], run: (model, ids) => buttonValidate(model, ids) },
  },
};
