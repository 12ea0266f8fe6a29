import { userError } from '../../orm/faults';
import type { Model } from '../../orm/model';
import type { MethodSpec } from '../../orm/model-spec';
import type { Wire } from '../../orm/values';
import { cancelDeliveries, deliver } from './delivery';
import { isConfirmed } from './line-status';

const action = (run: (model: Model, ids: readonly number[]) => Wire): MethodSpec => ({
  on: 'records',
  params: [],
  run,
});

function setState(model: Model, ids: readonly number[], cells: { [field: string]: string | boolean }): void {
  for (const id of ids) model.set(id, cells);
  model.touch(ids);
}

/** @throws UserError from 17 on for what is confirmed already (FACTS.md B, Orders) */
function confirm(model: Model, ids: readonly number[]): Wire {
  const { env } = model;
  const wrong = ids.filter((id) => !['draft', 'sent'].includes(model.text(id, 'state')));
  if (wrong.length > 0 && env.caps.version >= 17) {
    throw userError(
      env.caps.version === 17
        ? `The following orders are not in a state requiring confirmation: ${wrong.map((id) => model.text(id, 'name')).join(', ')}`
        : 'Some orders are not in a state requiring confirmation.',
    );
  }
  const fresh = ids.filter((id) => !wrong.includes(id));
  setState(model, fresh, { state: 'sale', date_order: env.tx.startedAt.slice(0, 19) });
  for (const id of fresh)
    deliver(
      env,
      id,
      [...env.db.table('sale.order.line').where('order_id', id)].sort((a, b) => a - b),
    );
  return true;
}

/** 16–18 answer a dialog for a confirmed order and cancel nothing, unless told not to ask. */
function cancel(model: Model, ids: readonly number[]): Wire {
  const { env } = model;
  const { version } = env.caps;
  const asks = version >= 16 && version <= 18 && env.context.disable_cancel_warning !== true;
  if (asks && ids.some((id) => isConfirmed(env, id) || model.text(id, 'state') === 'sent')) {
    return {
      name: 'Cancel Sales Order',
      view_mode: 'form',
      res_model: 'sale.order.cancel',
      view_id: 1,
      type: 'ir.actions.act_window',
      context: {
        default_template_id: 14,
        default_order_id: ids[0] ?? false,
        mark_so_as_canceled: true,
        default_email_layout_xmlid: 'mail.mail_notification_layout_with_responsible_signature',
        model_description: 'Sales Order',
      },
      target: 'new',
    };
  }
  for (const id of ids) cancelDeliveries(env, id);
  setState(model, ids, { state: 'cancel' });
  return true;
}

function lock(model: Model, ids: readonly number[], locked: boolean): Wire {
  if (model.env.caps.version >= 17) setState(model, ids, { locked });
  else setState(model, ids, { state: locked ? 'done' : 'sale' });
  return undefined;
}

/** Methods of an order; which of them answer None is recorded (FACTS.md B, General traps). */
export const ORDER_ACTIONS: Record<string, MethodSpec> = {
  action_confirm: action(confirm),
  action_cancel: action(cancel),
  action_draft: action((model, ids) => {
    setState(
      model,
      ids.filter((id) => ['cancel', 'sent'].includes(model.text(id, 'state'))),
      { state: 'draft' },
    );
    return true;
  }),
  action_quotation_sent: action((model, ids) => {
    setState(model, ids, { state: 'sent' });
    return undefined;
  }),
  action_unlock: action((model, ids) => lock(model, ids, false)),
};

/** Locking is a state of its own up to 16, a mark since 17. */
export const LOCK_UNTIL_16: Record<string, MethodSpec> = {
  action_done: action((model, ids) => {
    lock(model, ids, true);
    return model.env.caps.version <= 15 ? true : undefined;
  }),
};

export const LOCK_SINCE_17: Record<string, MethodSpec> = {
  action_lock: action((model, ids) => lock(model, ids, true)),
};
