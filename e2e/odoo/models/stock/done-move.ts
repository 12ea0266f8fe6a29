import type { Env } from '../../orm/env';
import { tidy } from './quant-store';

export interface DoneMove {
  readonly product: number;
  readonly from: number;
  readonly to: number;
  readonly quantity: number;
  readonly reference: string;
  readonly isInventory: boolean;
}

/**
 * Leaves the row of a move that is done already, without touching quants. Real servers make it through their ORM in
 * the caller's context: `default_origin` fills the origin, and from 15 on `inventory_name` takes the title's place.
 */
export function insertDoneMove(env: Env, move: DoneMove): number {
  const { default_origin: origin, inventory_name: named } = env.context;
  const title =
    move.isInventory && env.caps.version >= 15 && typeof named === 'string' ? named : move.reference;
  const table = env.db.table('stock.move');
  const { tx, uid } = env;
  const template = env.db.table('product.product').rows.get(move.product)?.product_tmpl_id;
  const unit =
    env.db.table('product.template').rows.get(typeof template === 'number' ? template : 0)?.uom_id ?? 1;
  const id = table.nextId();
  table.insert(tx.journal, {
    id,
    name: title,
    reference: title,
    origin: typeof origin === 'string' ? origin : false,
    state: 'done',
    product_id: move.product,
    product_uom_qty: tidy(move.quantity),
    product_uom: unit,
    quantity: tidy(move.quantity),
    quantity_done: tidy(move.quantity),
    picked: true,
    location_id: move.from,
    location_dest_id: move.to,
    picking_id: false,
    sale_line_id: false,
    is_inventory: move.isInventory,
    company_id: env.company(),
    date: tx.startedAt.slice(0, 19),
    create_date: tx.startedAt,
    create_uid: uid,
    write_date: tx.startedAt,
    write_uid: uid,
  });
  return id;
}
