import { z } from 'zod';
import * as value from '../dialect/values';
import { WEBHOOK_TRIGGERS, type WebhookTopic, type WebhookTrigger } from '../dialect/webhook-triggers';
import { OdooError } from '../errors';
import { searchRead } from '../rows';
import type { OdooSession } from '../session';

export interface InstalledWebhook {
  model: string;
  automationId: number;
  actionId: number;
  url: string;
  active: boolean;
}

const Model = z.object({ id: value.id, model: z.string() });
const Action = z.object({ id: value.id, webhook_url: value.text, base_automation_id: value.reference });
const Automation = z.object({ id: value.id, active: value.flag, model_id: value.reference });
const Id = z.object({ id: value.id });

/**
 * Makes Odoo (17+) announce changes to us: one automation rule a model, whose action posts to `urls[topic]`, the secret
 * in the query because Odoo sends no headers. Called again it renews URL and fields of the rules already there, told
 * by the address without its query. @throws OdooError `unsupported` (params.cause `version` | `module`), `permission`
 * (only "Administration / Settings" may; FACTS.md C §6)
 */
export async function installWebhooks(
  odoo: OdooSession,
  urls: Readonly<Record<WebhookTopic, string>>,
): Promise<InstalledWebhook[]> {
  await assertPossible(odoo);
  const models = await modelIds(odoo);
  const known = await findWebhooks(odoo, urls);
  for (const trigger of WEBHOOK_TRIGGERS) {
    const modelId = models.get(trigger.model);
    if (modelId === undefined) continue;
    const fieldIds = await triggerFieldIds(odoo, trigger);
    const present = known.find(({ model }) => model === trigger.model);
    const url = urls[trigger.topic];
    // 18 empties `trigger` when the fields are written without it (BY-VERSION.md 14).
    const rule = { trigger: 'on_create_or_write', trigger_field_ids: [[6, 0, fieldIds]], active: true };
    if (present) {
      await odoo.call('base.automation', 'write', [[present.automationId], rule], {}, { repeatable: true });
      await odoo.call(
        'ir.actions.server',
        'write',
        [[present.actionId], { webhook_url: url }],
        {},
        { repeatable: true },
      );
      continue;
    }
    const name = `Products Manager (${trigger.model})`;
    const action = { name, model_id: modelId, state: 'webhook', webhook_url: url };
    await odoo.call('base.automation', 'create', [
      { name, model_id: modelId, ...rule, action_server_ids: [[0, 0, action]] },
    ]);
  }
  return findWebhooks(odoo, urls);
}

/** Our rules in Odoo, told by the addresses they post to. */
export async function findWebhooks(
  odoo: OdooSession,
  urls: Readonly<Record<WebhookTopic, string>>,
): Promise<InstalledWebhook[]> {
  const addresses = new Set(Object.values(urls).map(withoutQuery));
  const actions = await searchRead(
    odoo,
    'ir.actions.server',
    Action,
    [['state', '=', 'webhook']],
    ['webhook_url', 'base_automation_id'],
  );
  const ours = actions.filter((action) => addresses.has(withoutQuery(action.webhook_url)));
  const ruleIds = ours.flatMap((action) => action.base_automation_id ?? []);
  const rules = await searchRead(
    odoo,
    'base.automation',
    Automation,
    [['id', 'in', ruleIds]],
    ['active', 'model_id'],
  );
  const modelOf = new Map([...(await modelIds(odoo))].map(([model, id]) => [id, model]));
  return rules.flatMap((rule): InstalledWebhook[] => {
    const action = ours.find((one) => one.base_automation_id === rule.id);
    const model = modelOf.get(rule.model_id ?? 0);
    if (!action || model === undefined) return [];
    const { id: actionId, webhook_url: url } = action;
    return [{ model, automationId: rule.id, actionId, url, active: rule.active }];
  });
}

/**
 * Takes our rules out: they are ours, not the merchant's records, and a rule left behind would post to a dead address
 * within every save. Their actions go with them (FACTS.md C §6).
 */
export async function removeWebhooks(
  odoo: OdooSession,
  urls: Readonly<Record<WebhookTopic, string>>,
): Promise<number> {
  await assertPossible(odoo);
  const rules = await findWebhooks(odoo, urls);
  const ids = rules.map(({ automationId }) => automationId);
  if (ids.length > 0) await odoo.call('base.automation', 'unlink', [ids]);
  return ids.length;
}

async function assertPossible(odoo: OdooSession): Promise<void> {
  if (!odoo.capabilities.webhooks) throw new OdooError('unsupported', { cause: 'version' }, 'no');
  const operation = 'create';
  const params = { model: 'base.automation', operation, groups: ['Administration / Settings'] } as const;
  try {
    const allowed = await odoo.call('base.automation', 'check_access_rights', [operation, false]);
    if (allowed !== true) throw new OdooError('permission', { ...params, groups: [...params.groups] });
  } catch (error) {
    if (!(error instanceof OdooError) || error.code !== 'unknown_model') throw error;
    throw new OdooError('unsupported', { cause: 'module', model: 'base.automation' });
  }
}

async function modelIds(odoo: OdooSession): Promise<Map<string, number>> {
  const names = WEBHOOK_TRIGGERS.map(({ model }) => model);
  const rows = await searchRead(odoo, 'ir.model', Model, [['model', 'in', names]], ['model']);
  return new Map(rows.map((row) => [row.model, row.id]));
}

async function triggerFieldIds(odoo: OdooSession, { model, fields }: WebhookTrigger): Promise<number[]> {
  const rows = await searchRead(
    odoo,
    'ir.model.fields',
    Id,
    [
      ['model', '=', model],
      ['name', 'in', fields],
    ],
    ['id'],
  );
  return rows.map((row) => row.id);
}

function withoutQuery(url: string): string {
  return url.split('?')[0] ?? url;
}
