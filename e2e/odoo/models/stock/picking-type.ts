import type { Env } from '../../orm/env';
import { field } from '../../orm/fields';
import type { ModelSpec } from '../../orm/model-spec';
import type { Cell } from '../../orm/values';
import { customerLocation, supplierLocation } from './location';

/** Receipts, deliveries and internal transfers of a warehouse; answers the cells that point at them. */
export function addPickingTypes(env: Env, warehouse: number): Record<string, Cell> {
  const model = env.sudo().model('stock.picking.type');
  const row = env.db.table('stock.warehouse').rows.get(warehouse);
  const stock = row?.lot_stock_id ?? false;
  const add = (name: string, code: string, sequence_code: string, from: Cell, to: Cell): number =>
    model.create({
      name,
      code,
      sequence_code,
      warehouse_id: warehouse,
      default_location_src_id: typeof from === 'number' ? from : false,
      default_location_dest_id: typeof to === 'number' ? to : false,
    });
  return {
    in_type_id: add('Receipts', 'incoming', 'IN', supplierLocation(env), stock),
    out_type_id: add('Delivery Orders', 'outgoing', 'OUT', stock, customerLocation(env)),
    pick_type_id: add('Pick', 'internal', 'PICK', stock, stock),
    pack_type_id: add('Pack', 'internal', 'PACK', stock, stock),
    int_type_id: add('Internal Transfers', 'internal', 'INT', stock, stock),
  };
}

/** The next reference of an operation type: "WH/OUT/00013". */
export function nextReference(env: Env, type: number): string {
  const model = env.sudo().model('stock.picking.type');
  const number = model.number(type, 'sequence_number') + 1;
  model.set(type, { sequence_number: number });
  const warehouse = model.one(type, 'warehouse_id');
  const code = env.db.table('stock.warehouse').rows.get(warehouse ?? 0)?.code ?? 'WH';
  return `${code}/${model.text(type, 'sequence_code')}/${String(number).padStart(5, '0')}`;
}

export const pickingType: ModelSpec = {
  name: 'stock.picking.type',
  label: () => 'Picking Type',
  fields: () => ({
    name: field('char', 'Operation Type', { required: true, translate: true }),
    code: field('selection', 'Type of Operation', {
      selection: [
        ['incoming', 'Receipt'],
        ['outgoing', 'Delivery'],
        ['internal', 'Internal Transfer'],
      ],
    }),
    sequence_code: field('char', 'Sequence Prefix'),
    sequence_number: field('integer', 'Last number given'),
    warehouse_id: field('many2one', 'Warehouse', { relation: 'stock.warehouse' }),
    default_location_src_id: field('many2one', 'Source Location', { relation: 'stock.location' }),
    default_location_dest_id: field('many2one', 'Destination Location', { relation: 'stock.location' }),
    active: field('boolean', 'Active'),
  }),
  displayName: (model, id) => {
    const warehouse = model.one(id, 'warehouse_id');
    const name = model.env.db.table('stock.warehouse').rows.get(warehouse ?? 0)?.name;
    return typeof name === 'string' ? `${name}: ${model.text(id, 'name')}` : model.text(id, 'name');
  },
  access: (_env, op) => (op === 'read' ? true : ['Inventory/Administrator']),
};
