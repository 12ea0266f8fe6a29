import { userError, validationError } from '../../orm/faults';
import { type FieldDef, field } from '../../orm/fields';
import type { Model } from '../../orm/model';
import type { ModelSpec } from '../../orm/model-spec';

const WEBHOOK_NAME = 'Send Webhook Notification';

/** @throws what the servers say to code and payloads they do not run (FACTS.md C §6) */
function check(model: Model, id: number): void {
  const code = model.text(id, 'code');
  if (model.text(id, 'state') === 'code' && /^\s*(import|from)\s/m.test(code)) {
    throw validationError(`forbidden opcode(s) in '${code}': IMPORT_NAME`);
  }
  const { version } = model.env.caps;
  if (version < 17 || model.text(id, 'state') !== 'webhook') return;
  if (version <= 18) {
    model.set(id, { name: WEBHOOK_NAME });
    const names = model
      .many(id, 'webhook_field_ids')
      .map((one) => model.env.sudo().model('ir.model.fields').text(one, 'name'));
    if (names.includes('standard_price')) {
      throw userError(
        `Group-restricted fields cannot be included in webhook payloads, as it could allow any user to accidentally leak sensitive information. You will have to remove the following fields from the webhook payload in the following actions:\n ${WEBHOOK_NAME}: Cost`,
      );
    }
  }
}

/** Server actions; up to 16 an automation is one itself. */
export const serverAction: ModelSpec = {
  name: 'ir.actions.server',
  label: () => 'Server Action',
  order: 'sequence, name, id',
  fields: (version): Record<string, FieldDef> =>
    version >= 17
      ? { base_automation_id: field('many2one', 'Automation Rule', { relation: 'base.automation' }) }
      : {},
  defaults: () => ({ state: 'object_write', usage: 'ir_actions_server', sequence: 5 }),
  create: (model, valsList, next) => {
    const ids = next(
      valsList.map((vals) => (vals.base_automation_id ? { usage: 'base_automation', ...vals } : vals)),
    );
    for (const id of ids) check(model, id);
    return ids;
  },
  write: (model, ids, vals, next) => {
    next(ids, vals);
    for (const id of ids) check(model, id);
  },
};

export const automation: ModelSpec = {
  name: 'base.automation',
  label: (env) => (env.caps.version >= 17 ? 'Automation Rule' : 'Automated Action'),
  order: 'id',
  defaults: (env) => ({ active: true, ...(env.caps.version >= 17 ? {} : { usage: 'base_automation' }) }),
  compute: {
    model_name: (model, id) =>
      model.env
        .sudo()
        .model('ir.model')
        .get(model.one(id, 'model_id') ?? 0, 'model'),
  },
  create: (model, valsList, next) => {
    const ids = next(valsList);
    if (model.env.caps.version < 17) for (const id of ids) check(model, id);
    return ids;
  },
  unlink: (model, ids, next) => {
    if (model.env.caps.version >= 17) {
      const actions = model.env.sudo().model('ir.actions.server');
      actions.unlink(ids.flatMap((id) => [...actions.table.where('base_automation_id', id)]));
    }
    next(ids);
  },
};
