import type { Database, Transaction } from '../../orm/database';
import { Env } from '../../orm/env';
import { userError, validationError } from '../../orm/faults';
import type { Domain, Wire } from '../../orm/values';
import { webhookBody } from './body';
import { type RecordEvent, recordEvents } from './events';
import { postWebhook } from './post';
import { type Rule, requestsFor } from './requests';

interface Automation extends Rule {
  readonly model: string;
  readonly filter: Domain;
  readonly actions: readonly { id: number; name: string; url: string; fields: readonly string[] }[];
}

/**
 * Queues the webhooks of what a call did: before its commit on 17 and 18 (and when it fails all the same), after the
 * commit on 19 (FACTS.md C §6).
 * @throws UserError for a webhook without an address, as the user's own call gets it
 */
export function queueWebhooks(db: Database, tx: Transaction, outcome: 'done' | 'failed'): void {
  const { version } = db.caps;
  if (version < 17 || db.table('base.automation').rows.size === 0) return;
  if (outcome === 'failed' && version >= 19) return;
  const env = new Env(db, tx, 1, { active_test: false }, true);
  const automations = activeAutomations(env);
  const events = recordEvents(tx, new Set(automations.map((one) => one.model)));
  const bodies = automations.flatMap((one) =>
    events.flatMap((event) => requestsOf(env, one, event, events, outcome)),
  );
  if (bodies.length === 0) return;
  const queue = outcome === 'failed' ? tx.afterEnd : version >= 19 ? tx.afterCommit : tx.beforeCommit;
  queue.push(async () => {
    for (const { url, body } of bodies) await postWebhook(url, body);
  });
}

function requestsOf(
  env: Env,
  automation: Automation,
  event: RecordEvent,
  all: readonly RecordEvent[],
  outcome: 'done' | 'failed',
): { url: string; body: string }[] {
  if (event.model !== automation.model || !passes(env, automation, event)) return [];
  const together = all.filter((one) => one.model === event.model && one.kind === 'created').length;
  const count = requestsFor(automation, event, env.caps.version, together, outcome === 'failed');
  return automation.actions.flatMap((action) => {
    if (count > 0 && action.url === '') {
      throw userError(
        "I'll be happy to send a webhook for you, but you really need to give me a URL to reach out to...",
      );
    }
    return Array.from({ length: count }, (_, at) => ({
      url: action.url,
      body: webhookBody(env, action, event, action.fields, event.kind === 'created' && at === 0),
    }));
  });
}

function passes(env: Env, automation: Automation, event: RecordEvent): boolean {
  if (event.kind === 'deleted') return true;
  const active = env.db.table(event.model).rows.get(event.id)?.active;
  if (env.caps.version >= 18 && automation.trigger === 'on_archive' && active !== false) return false;
  if (env.caps.version >= 18 && automation.trigger === 'on_unarchive' && active !== true) return false;
  return (
    automation.filter.length === 0 ||
    env.model(event.model).matching(['&', ['id', '=', event.id], ...automation.filter]).length > 0
  );
}

function activeAutomations(env: Env): Automation[] {
  const model = env.model('base.automation');
  const actions = env.model('ir.actions.server');
  return model.search([['active', '=', true]]).map((id) => ({
    model: env.model('ir.model').text(model.one(id, 'model_id') ?? 0, 'model'),
    trigger: model.text(id, 'trigger'),
    fields: fieldNames(env, model.many(id, 'trigger_field_ids')),
    filter: domainOf(model.text(id, 'filter_domain')),
    actions: [...actions.table.where('base_automation_id', id)]
      .filter((action) => actions.text(action, 'state') === 'webhook')
      .map((action) => ({
        id: action,
        name: actions.text(action, 'name'),
        url: actions.text(action, 'webhook_url'),
        fields: fieldNames(env, actions.many(action, 'webhook_field_ids')),
      })),
  }));
}

function fieldNames(env: Env, ids: readonly number[]): string[] {
  return ids.map((id) => env.model('ir.model.fields').text(id, 'name'));
}

/** A domain written in Python. @throws ValidationError when it cannot be read */
function domainOf(text: string): Domain {
  if (text.trim() === '') return [];
  const json = text
    .replaceAll('(', '[')
    .replaceAll(')', ']')
    .replaceAll("'", '"')
    .replace(/\bTrue\b/g, 'true')
    .replace(/\bFalse\b/g, 'false')
    .replace(/\bNone\b/g, 'null');
  try {
    const parsed: Wire = JSON.parse(json);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    throw validationError(`Invalid domain: ${text}`);
  }
}
