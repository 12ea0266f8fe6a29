import { field } from '../../orm/fields';
import type { ModelSpec } from '../../orm/model-spec';
import { STOCK_USER } from './location';

/** What ties the transfers of an order together, up to 18. */
export const procurementGroup: ModelSpec = {
  name: 'procurement.group',
  label: () => 'Procurement Group',
  until: 18,
  fields: () => ({
    name: field('char', 'Reference', { required: true }),
    sale_id: field('many2one', 'Sale Order', { relation: 'sale.order' }),
  }),
  access: (_env, op) => (op === 'read' ? true : [STOCK_USER]),
};
