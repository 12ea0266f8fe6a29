import { z } from 'zod';
import * as value from '../dialect/values';
import { OdooError } from '../errors';
import { searchRead } from '../rows';
import type { OdooSession } from '../session';

export interface WantedWebhook {
  model: string;
  url: string;
  /** Fields whose change is announced; those this server lacks are left out. */
  fields: readonly string[];
}

const Automation = z.object({ id: value.id, action_server_ids: z.array(z.number()) });

/**
 * Creates one automation rule a model that sends a webhook when a record is created or one of the fields changes,
 * or points our existing rule to the new address. The fields matter: without them one created template would send
 * some fourteen requests (FACTS.md C §6). Needs an administrator of Odoo 17 or later.
 * @throws OdooError unsupported (no outgoing webhooks), permission (no administrator)
 */
export async function installWebhooks(
  odoo: OdooSession,
  wanted: readonly WantedWebhook[],
): Promise<{ model: string; created: boolean }[]> {
  if (!odoo.capabilities.webhooks) {
    throw new OdooError('unsupported', { operation: 'create', model: 'base.automation' }, 'no');
  }
  const installed: { model: string; created: boolean }[] = [];
  for (const webhook of wanted) {
    installed.push({ model: webhook.model, created: await installOne(odoo, webhook) });
  }
  return installed;
}

async function installOne(odoo: OdooSession, { model, url, fields }: WantedWebhook): Promise<boolean> {
  const name = `Products Manager – ${model}`;
  const [existing] = await searchRead(
    odoo,
    'base.automation',
    Automation,
    [['name', '=', name]],
    ['action_server_ids'],
  );
  if (existing) {
    await odoo.call(
      'ir.actions.server',
      'write',
      [existing.action_server_ids, { webhook_url: url }],
      {},
      {
        repeatable: true,
      },
    );
    return false;
  }
  const modelId = await onlyId(odoo, 'ir.model', [['model', '=', model]]);
  const trigger = await searchRead(
    odoo,
    'ir.model.fields',
    z.object({ id: value.id }),
    [
      ['model', '=', model],
      ['name', 'in', [...fields]],
    ],
    ['id'],
  );
  await odoo.call('base.automation', 'create', [
    {
      name,
      model_id: modelId,
      trigger: 'on_create_or_write',
      trigger_field_ids: [[6, 0, trigger.map(({ id }) => id)]],
      action_server_ids: [[0, 0, { name, model_id: modelId, state: 'webhook', webhook_url: url }]],
    },
  ]);
  return true;
}

async function onlyId(
  odoo: OdooSession,
  model: string,
  domain: Parameters<typeof searchRead>[3],
): Promise<number> {
  const [row] = await searchRead(odoo, model, z.object({ id: value.id }), domain, ['id']);
  if (!row) throw new OdooError('unknown_model', { model });
  return row.id;
}
