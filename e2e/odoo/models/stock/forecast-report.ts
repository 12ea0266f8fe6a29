import type { Env } from '../../orm/env';
import { field } from '../../orm/fields';
import type { ModelSpec } from '../../orm/model-spec';
import type { Row } from '../../orm/table';
import type { Domain } from '../../orm/values';
import { warehouseOf } from './location';

const OPEN = new Set(['waiting', 'confirmed', 'assigned', 'partially_available']);
const COUNTED = new Set(['internal', 'transit']);

/**
 * The forecast: a view of the database over quants and moves, which rules on these do not reach. Made anew for each
 * question, for the days that it names.
 */
export const forecastReport: ModelSpec = {
  name: 'report.stock.quantity',
  label: () => 'Stock Quantity Report',
  fields: () => ({
    date: field('date', 'Date', { readonly: true }),
    product_id: field('many2one', 'Product', { relation: 'product.product', readonly: true }),
    state: field('selection', 'State', {
      readonly: true,
      selection: [
        ['forecast', 'Forecasted Stock'],
        ['in', 'Forecasted Receipts'],
        ['out', 'Forecasted Deliveries'],
      ],
    }),
    product_qty: field('float', 'Quantity', { readonly: true }),
    company_id: field('many2one', 'Company', { relation: 'res.company', readonly: true }),
    warehouse_id: field('many2one', 'Warehouse', { relation: 'stock.warehouse', readonly: true }),
  }),
  access: (_env, op) => (op === 'read' ? true : []),
  rule: (model, id) => model.env.sharingCompanies().includes(Number(model.row(id)?.company_id)),
  narrow: (model, domain) => {
    const rows = [...forecastRows(model.env, daysOf(domain))].map((row, at) => ({ ...row, id: at + 1 }));
    model.table.restore({ rows, last: rows.length });
    return domain;
  },
};

function daysOf(domain: Domain): string[] {
  return domain.flatMap((leaf) =>
    Array.isArray(leaf) && leaf[0] === 'date' && typeof leaf[2] === 'string' ? [leaf[2]] : [],
  );
}

type Cells = Omit<Row, 'id'>;

function* forecastRows(env: Env, days: readonly string[]): Generator<Cells> {
  const locations = env.db.table('stock.location').rows;
  for (const row of env.db.table('stock.quant').rows.values()) {
    if (!COUNTED.has(String(locations.get(Number(row.location_id))?.usage))) continue;
    const { product_id = false, quantity: product_qty = 0, company_id = false } = row;
    const cells = { product_id, company_id, warehouse_id: warehouseOf(env, Number(row.location_id)) };
    for (const date of new Set(days)) yield { ...cells, state: 'forecast', date, product_qty };
  }
  for (const row of env.db.table('stock.move').rows.values()) {
    if (!OPEN.has(String(row.state))) continue;
    const [from, to] = [row.location_id, row.location_dest_id].map((id) => warehouseOf(env, Number(id)));
    if (from === to) continue;
    const { product_id = false, company_id = false } = row;
    const [on, much] = [String(row.date).slice(0, 10), Number(row.product_uom_qty)];
    for (const [state, warehouse_id, product_qty] of [
      ['out', from, -much],
      ['in', to, much],
    ] as const) {
      if (!warehouse_id) continue;
      const cells = { product_id, company_id, warehouse_id, product_qty };
      yield { ...cells, state, date: on };
      for (const date of new Set(days)) if (on <= date) yield { ...cells, state: 'forecast', date };
    }
  }
}
