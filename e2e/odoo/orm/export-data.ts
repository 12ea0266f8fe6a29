import { xmlidOf } from './external-id';
import { OdooFault } from './faults';
import type { Model } from './model';
import type { Wire } from './values';

const EXPORT_REFUSED = "You don't have the rights to export data. Please contact an Administrator.";

/** export_data, as far as ids and plain columns go; makes external ids where there are none. */
export function exportData(model: Model, ids: readonly number[], columns: readonly string[]): Wire {
  const groups = model.env.db.table('ir.model.data');
  const allowed = [...groups.where('name', 'group_allow_export')].map((id) => groups.rows.get(id)?.res_id);
  if (!model.env.su && !model.env.groups().some((id) => allowed.includes(id))) {
    throw new OdooFault('odoo.exceptions.UserError', EXPORT_REFUSED);
  }
  const datas = ids.map((id) =>
    columns.map((column): Wire => {
      if (column === 'id') return xmlidOf(model, id);
      if (column === '.id') return String(id);
      const value = model.read([id], [column])[0]?.[column];
      return Array.isArray(value) ? (value[1] ?? '') : (value ?? '');
    }),
  );
  return { datas };
}
