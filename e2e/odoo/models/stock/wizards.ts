import { field } from '../../orm/fields';
import type { Model } from '../../orm/model';
import type { ModelSpec } from '../../orm/model-spec';
import type { Wire } from '../../orm/values';
import { STOCK_USER } from './location';
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
