import { groupLabels } from '../../orm/access';
import type { ModelSpec } from '../../orm/model-spec';
import { applyInventory, isOutdated } from './adjustment';
import { STOCK_ADMIN, STOCK_USER, warehouseOf } from './location';
import { AUTO, COUNT, createQuant, inventoryMode, writeQuants } from './quant-count';
import { setQuant, tidy } from './quant-store';

export const quant: ModelSpec = {
  name: 'stock.quant',
  label: () => 'Quants',
  compute: {
    available_quantity: (model, id) =>
      tidy(model.number(id, 'quantity') - model.number(id, 'reserved_quantity')),
    product_tmpl_id: (model, id) =>
      model.env
        .sudo()
        .model('product.product')
        .get(model.one(id, 'product_id') ?? 0, 'product_tmpl_id'),
    product_uom_id: (model, id) =>
      model.env
        .sudo()
        .model('product.product')
        .get(model.one(id, 'product_id') ?? 0, 'uom_id'),
    product_categ_id: (model, id) =>
      model.env
        .sudo()
        .model('product.product')
        .get(model.one(id, 'product_id') ?? 0, 'categ_id'),
    tracking: (model, id) =>
      model.env
        .sudo()
        .model('product.product')
        .get(model.one(id, 'product_id') ?? 0, 'tracking'),
    warehouse_id: (model, id) => warehouseOf(model.env, model.one(id, 'location_id') ?? 0),
    is_outdated: isOutdated,
    on_hand: (model, id) =>
      model.env.db.table('stock.location').rows.get(model.one(id, 'location_id') ?? 0)?.usage === 'internal',
    [AUTO]: (model, id) => model.number(id, 'quantity'),
    [COUNT]: (model, id) =>
      model.env.caps.version >= 15
        ? Number(model.row(id)?.[COUNT] ?? 0)
        : inventoryMode(model.env)
          ? model.number(id, 'quantity')
          : 0,
  },
  keeps: [COUNT],
  displayName: (model, id) =>
    model.env.model('stock.location').displayName(model.one(id, 'location_id') ?? 0),
  access: (env, op) => {
    if (op === 'read') return true;
    if (op === 'unlink') return [];
    if (env.caps.version >= 15) return [STOCK_USER];
    return inventoryMode(env) && groupLabels(env).has(STOCK_ADMIN) ? true : [];
  },
  defaults: (env) => ({ quantity: 0, reserved_quantity: 0, in_date: env.tx.startedAt.slice(0, 19) }),
  create: (model, valsList, next) => valsList.map((vals) => createQuant(model, vals, next)),
  write: writeQuants,
};

/** Counts are applied in a second step since 15. */
export const countedQuant: ModelSpec = {
  name: 'stock.quant',
  since: 15,
  methods: {
    action_apply_inventory: { on: 'records', params: [], run: (model, ids) => applyInventory(model, ids) },
    action_set_inventory_quantity_to_zero: {
      on: 'records',
      params: [],
      run: (model, ids) => {
        for (const id of ids)
          setQuant(model.env, id, {
            inventory_quantity: 0,
            inventory_quantity_set: false,
            inventory_diff_quantity: 0,
          });
        return undefined;
      },
    },
  },
};
