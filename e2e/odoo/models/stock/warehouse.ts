import type { Env } from '../../orm/env';
import { userError, validationError } from '../../orm/faults';
import type { Model } from '../../orm/model';
import type { ModelSpec } from '../../orm/model-spec';
import type { Vals } from '../../orm/values';
import { locationTree, STOCK_ADMIN } from './location';
import { addPickingTypes } from './picking-type';

/** The locations of a warehouse below its view, with the field that points at each. */
const ROOMS = [
  ['lot_stock_id', 'Stock', true],
  ['wh_input_stock_loc_id', 'Input', false],
  ['wh_qc_stock_loc_id', 'Quality Control', false],
  ['wh_output_stock_loc_id', 'Output', false],
  ['wh_pack_stock_loc_id', 'Packing Zone', false],
] as const;

/** Makes view, rooms and operation types of a new warehouse and links them. */
function furnish(model: Model, id: number): void {
  const { env } = model;
  const locations = env.sudo().model('stock.location');
  const company = model.one(id, 'company_id') ?? env.company();
  const view = locations.create({ name: model.text(id, 'code'), usage: 'view', company_id: company });
  model.set(id, { view_location_id: view });
  for (const [field, name, active] of ROOMS) {
    const room = locations.create({
      name,
      usage: 'internal',
      location_id: view,
      company_id: company,
      active,
    });
    model.set(id, { [field]: room });
  }
  model.set(id, addPickingTypes(env, id));
}

/** @throws the constraint's fault; bare names on 14 and 15 (FACTS.md B, Stock) */
function checkUnique(model: Model, id: number): void {
  const clash = (field: string): boolean =>
    [...model.table.where(field, model.text(id, field))].some(
      (other) => other !== id && model.one(other, 'company_id') === model.one(id, 'company_id'),
    );
  const bare = model.env.caps.version <= 15;
  const head = 'The operation cannot be completed: ';
  if (clash('name')) {
    throw validationError(
      bare
        ? 'stock_warehouse_warehouse_name_uniq'
        : `${head}The name of the warehouse must be unique per company!`,
    );
  }
  if (clash('code')) {
    throw validationError(
      bare
        ? 'stock_warehouse_warehouse_code_uniq'
        : `${head}The short name of the warehouse must be unique per company!`,
    );
  }
}

/** @throws UserError naming the locations that still hold goods */
function checkEmpty(model: Model, id: number): void {
  const { env } = model;
  const quants = env.db.table('stock.quant');
  const view = model.one(id, 'view_location_id');
  const full = [...locationTree(env, view === undefined ? [] : [view])].filter((place) =>
    [...quants.where('location_id', place)].some(
      (quant) => Number(quants.rows.get(quant)?.quantity ?? 0) !== 0,
    ),
  );
  if (full.length === 0) return;
  const names = full.map((place) => env.model('stock.location').displayName(place)).join(', ');
  throw userError(
    env.caps.version >= 17
      ? `You can't disable locations ${names} because they still contain products.`
      : `You still have some product in locations ${names}`,
  );
}

function afterWrite(model: Model, ids: readonly number[], vals: Vals): void {
  for (const id of ids) {
    if ('name' in vals || 'code' in vals) checkUnique(model, id);
    const view = model.one(id, 'view_location_id');
    if ('code' in vals && view !== undefined) {
      model.env
        .sudo()
        .model('stock.location')
        .write([view], { name: model.text(id, 'code') });
    }
  }
}

/** The first warehouse of the company of the call. */
export function defaultWarehouse(env: Env): number | undefined {
  return env
    .sudo()
    .model('stock.warehouse')
    .search([['company_id', '=', env.company()]], { limit: 1 })[0];
}

export const warehouse: ModelSpec = {
  name: 'stock.warehouse',
  label: () => 'Warehouse',
  order: 'sequence, id',
  defaults: (env) => ({
    company_id: env.company(),
    partner_id: env.sudo().model('res.company').get(env.company(), 'partner_id'),
    reception_steps: 'one_step',
    delivery_steps: 'ship_only',
    sequence: 10,
  }),
  compute: { warehouse_count: (model) => model.table.rows.size },
  access: (_env, op) => (op === 'read' ? true : [STOCK_ADMIN]),
  create: (model, valsList, next) =>
    valsList.map((vals) => {
      const id = next([vals])[0] ?? 0;
      checkUnique(model, id);
      furnish(model, id);
      return id;
    }),
  write: (model, ids, vals, next) => {
    if (vals.active === false) for (const id of ids) checkEmpty(model, id);
    next(ids, vals);
    afterWrite(model, ids, vals);
  },
  unlink: (model) => {
    throw validationError(
      model.env.caps.version >= 19
        ? "The operation cannot be completed: Another model is using the record you are trying to delete.\n\nThe troublemaker is: 'Stock Rule' (stock.rule)\nThanks to the following constraint: 'Warehouse' (warehouse_id)\nHow about archiving the record instead?"
        : 'The operation cannot be completed: another model requires the record being deleted. If possible, archive it instead.\n\nModel: Stock Rule (stock.rule), Constraint: stock_rule_warehouse_id_fkey',
    );
  },
  seed: (env) => {
    const model = env.sudo().model('stock.warehouse');
    const { tx, caps } = env;
    model.table.insert(tx.journal, {
      id: 1,
      name: caps.version <= 15 ? 'San Francisco' : 'YourCompany',
      code: 'WH',
      active: true,
      company_id: 1,
      partner_id: env.db.table('res.company').rows.get(1)?.partner_id ?? false,
      reception_steps: 'one_step',
      delivery_steps: 'ship_only',
      sequence: 10,
      create_date: tx.startedAt,
      write_date: tx.startedAt,
      create_uid: 1,
      write_uid: 1,
    });
    const view = caps.version >= 19 ? 4 : 7;
    model.set(1, { view_location_id: view });
    for (const [at, [field]] of ROOMS.entries()) model.set(1, { [field]: view + 1 + at });
    model.set(1, addPickingTypes(env, 1));
  },
};
