import { groupLabels } from '../../orm/access';
import { userError } from '../../orm/faults';
import type { Model } from '../../orm/model';
import type { ModelSpec } from '../../orm/model-spec';
import { plain, type Vals } from '../../orm/values';
import { accountingReaders } from '../groups';
import { defaultWarehouse } from '../stock/warehouse';
import { deliver } from './delivery';
import { SALESMAN } from './line';
import { isConfirmed } from './line-status';
import { LOCK_SINCE_17, LOCK_UNTIL_16, ORDER_ACTIONS } from './order-actions';
import { ORDER_COMPUTES } from './order-status';

const DAY = 86_400_000;

/** "S00027": one more than the last number given. */
function nextName(model: Model): string {
  for (const id of [...model.table.ids()].reverse()) {
    const match = /^S(\d{5})$/.exec(model.text(id, 'name'));
    if (match?.[1] !== undefined) return `S${String(Number(match[1]) + 1).padStart(5, '0')}`;
  }
  return 'S00001';
}

/** The address of a kind among a partner's contacts, or the partner itself. */
function addressOf(model: Model, partner: number, type: 'invoice' | 'delivery'): number {
  const partners = model.env.sudo().model('res.partner');
  return (
    [...partners.table.where('parent_id', partner)].find((id) => partners.text(id, 'type') === type) ??
    partner
  );
}

function completed(model: Model, vals: Vals): Vals {
  const { env } = model;
  const { version } = env.caps;
  const partner = Number(plain(vals.partner_id) ?? 0);
  const today = env.tx.startedAt.slice(0, 10);
  const note = plain(vals.note);
  const html = typeof note === 'string' && version >= 15 && note !== '' && !note.startsWith('<');
  const addresses: Vals =
    partner > 0
      ? {
          partner_invoice_id: addressOf(model, partner, 'invoice'),
          partner_shipping_id: addressOf(model, partner, 'delivery'),
        }
      : {};
  return {
    name: nextName(model),
    state: 'draft',
    date_order: env.tx.startedAt.slice(0, 19),
    ...(version >= 17
      ? { validity_date: new Date(Date.parse(today) + 30 * DAY).toISOString().slice(0, 10), locked: false }
      : {}),
    company_id: env.company(),
    user_id: env.uid,
    team_id: 1,
    warehouse_id: defaultWarehouse(env) ?? false,
    picking_policy: 'direct',
    require_payment: true,
    require_signature: true,
    currency_id: env.sudo().model('res.company').get(env.company(), 'currency_id'),
    ...addresses,
    ...vals,
    ...(html ? { note: `<p>${note}</p>` } : {}),
  };
}

/** Orders one may see: all with the wider sales groups, else one's own and those of nobody. */
function mine(model: Model, id: number): boolean {
  const labels = groupLabels(model.env);
  if (!labels.has(SALESMAN) || labels.has('Sales/User: All Documents') || labels.has('Sales/Administrator'))
    return true;
  const user = model.row(id)?.user_id ?? false;
  return user === false || user === model.env.uid;
}

export const order: ModelSpec = {
  name: 'sale.order',
  label: () => 'Sales Order',
  mandatory: ['partner_id'],
  restricts: ['partner_id'],
  order: 'date_order desc, id desc',
  compute: ORDER_COMPUTES,
  rule: mine,
  access: (env, op) => {
    if (op === 'unlink') return ['Sales/Administrator'];
    if (op !== 'read') return [SALESMAN];
    const { version } = env.caps;
    return [
      'Inventory/User',
      'Sales/Administrator',
      SALESMAN,
      ...accountingReaders(version),
      version >= 19 ? 'Show Full Accounting Features' : 'Technical/Show Full Accounting Features',
      version >= 19 ? 'Role / Portal' : 'User types/Portal',
    ];
  },
  create: (model, valsList, next) =>
    valsList.map((vals) => {
      const id = next([completed(model, vals)])[0] ?? 0;
      const lines = model.env.db.table('sale.order.line');
      if (isConfirmed(model.env, id)) deliver(model.env, id, [...lines.where('order_id', id)]);
      return id;
    }),
  unlink: (model, ids, next) => {
    if (ids.some((id) => !['draft', 'cancel'].includes(model.text(id, 'state')))) {
      throw userError(
        'You can not delete a sent quotation or a confirmed sales order. You must first cancel it.',
      );
    }
    const lines = model.env.sudo().model('sale.order.line');
    lines.unlink(ids.flatMap((id) => [...lines.table.where('order_id', id)]));
    next(ids);
  },
  methods: ORDER_ACTIONS,
};

export const lockedBefore17: ModelSpec = { name: 'sale.order', until: 16, methods: LOCK_UNTIL_16 };
export const lockedSince17: ModelSpec = { name: 'sale.order', since: 17, methods: LOCK_SINCE_17 };
