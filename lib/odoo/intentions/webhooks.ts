import { z } from 'zod';
import * as value from '../dialect/values';
import { OdooError } from '../errors';
import { type Domain, searchRead } from '../rows';
import type { OdooSession } from '../session';
import { hasRight } from './check-rights';

export interface WantedWebhook {
  model: string;
  /** The secret is in its query, because Odoo sends no headers. */
  url: string;
  /**
   * Fields whose change is announced; those this server lacks are left out. Without any, one created template fires
   * 14 requests inside the user's call, each with a second's time-out (FACTS.md C §6).
   */
  fields: readonly string[];
}

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
 * Makes Odoo (17+) announce changes to us: one automation rule a model, whose action posts to the URL. Called again it
 * renews address and fields of the rules already there, told by the URL without its query. Models that this Odoo lacks
 * are left out. @throws OdooError `unsupported` (params.cause `version` | `module`), `permission` (only
 * "Administration / Settings" may; FACTS.md C §6)
 */
export async function installWebhooks(
  odoo: OdooSession,
  wanted: readonly WantedWebhook[],
): Promise<{ model: string; created: boolean }[]> {
  await assertPossible(odoo);
  const models = await modelIds(odoo, wanted);
  const known = await findWebhooks(odoo, wanted);
  const installed: { model: string; created: boolean }[] = [];
  for (const webhook of wanted) {
    const modelId = models.get(webhook.model);
    if (modelId === undefined) continue;
    const present = known.find(({ model, url }) => model === webhook.model && sameAddress(url, webhook.url));
    const fieldIds = await triggerFieldIds(odoo, webhook);
    if (present) await renew(odoo, present, webhook, fieldIds);
    else await create(odoo, webhook, modelId, fieldIds);
    installed.push({ model: webhook.model, created: !present });
  }
  return installed;
}

async function create(odoo: OdooSession, { model, url }: WantedWebhook, modelId: number, fieldIds: number[]) {
  const name = `Products Manager (${model})`;
  const action = { name, model_id: modelId, state: 'webhook', webhook_url: url };
  await odoo.call('base.automation', 'create', [
    { name, model_id: modelId, ...ruleOf(fieldIds), action_server_ids: [[0, 0, action]] },
  ]);
}

async function renew(
  odoo: OdooSession,
  present: InstalledWebhook,
  { url }: WantedWebhook,
  fieldIds: number[],
) {
  const repeatable = { repeatable: true };
  await odoo.call('base.automation', 'write', [[present.automationId], ruleOf(fieldIds)], {}, repeatable);
  await odoo.call('ir.actions.server', 'write', [[present.actionId], { webhook_url: url }], {}, repeatable);
}

/** 18 empties `trigger` when the fields are written without it (BY-VERSION.md 14). */
function ruleOf(fieldIds: readonly number[]): Record<string, unknown> {
  return { trigger: 'on_create_or_write', trigger_field_ids: [[6, 0, fieldIds]], active: true };
}

/** Our rules in Odoo, told by the addresses they post to. */
export async function findWebhooks(
  odoo: OdooSession,
  wanted: readonly WantedWebhook[],
): Promise<InstalledWebhook[]> {
  const addresses = new Set(wanted.map(({ url }) => withoutQuery(url)));
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
  const modelOf = new Map([...(await modelIds(odoo, wanted))].map(([model, id]) => [id, model]));
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
export async function removeWebhooks(odoo: OdooSession, wanted: readonly WantedWebhook[]): Promise<number> {
  await assertPossible(odoo);
  const rules = await findWebhooks(odoo, wanted);
  const ids = rules.map(({ automationId }) => automationId);
  if (ids.length > 0) await odoo.call('base.automation', 'unlink', [ids]);
  return ids.length;
}

async function assertPossible(odoo: OdooSession): Promise<void> {
  if (!odoo.capabilities.webhooks) throw new OdooError('unsupported', { cause: 'version' }, 'no');
  const operation = 'create';
  const params = { model: 'base.automation', operation, groups: ['Administration / Settings'] } as const;
  try {
    if (!(await hasRight(odoo, 'base.automation', operation)))
      throw new OdooError('permission', { ...params, groups: [...params.groups] });
  } catch (error) {
    if (!(error instanceof OdooError) || error.code !== 'unknown_model') throw error;
    throw new OdooError('unsupported', { cause: 'module', model: 'base.automation' });
  }
}

async function modelIds(odoo: OdooSession, wanted: readonly WantedWebhook[]): Promise<Map<string, number>> {
  const names = wanted.map(({ model }) => model);
  const rows = await searchRead(odoo, 'ir.model', Model, [['model', 'in', names]], ['model']);
  return new Map(rows.map((row) => [row.model, row.id]));
}

async function triggerFieldIds(odoo: OdooSession, { model, fields }: WantedWebhook): Promise<number[]> {
  // A price put together when read moves with list_price, which is announced itself.
  const own = fields.filter((name) => name !== 'lst_price' || odoo.capabilities.ownPrices);
  const domain: Domain = [
    ['model', '=', model],
    ['name', 'in', own],
  ];
  const rows = await searchRead(odoo, 'ir.model.fields', Id, domain, ['id']);
  return rows.map((row) => row.id);
}

function sameAddress(a: string, b: string): boolean {
  return withoutQuery(a) === withoutQuery(b);
}

function withoutQuery(url: string): string {
  return url.split('?')[0] ?? url;
}
