import { eq } from 'drizzle-orm';
import { integrations } from '@/db/schema/integrations';
import type { Ctx } from '@/lib/context';
import type { Capabilities } from '@/lib/odoo/dialect/capabilities';
import { OdooError } from '@/lib/odoo/errors';
import type { OdooSession } from '@/lib/odoo/session';
import type { Integration, Run } from '../kinds/kind';
import { finishRun } from './finish-run';
import { warnOfFrame } from './frame';
import { callsOf } from './heartbeat';
import { RunStopped } from './run-stopped';
import { SafetyHalt } from './safety-halt';

type Connection = Integration['connection'];

/** What was chosen when Odoo was joined, and is not to be had there any more. */
const LOST: ReadonlySet<string> = new Set(['company_not_allowed', 'language_not_installed']);

/** First pause after Odoo was found down, and the longest. */
const PAUSE_MS = { first: 30_000, most: 15 * 60_000 };

/** Odoo answered: whatever banner there was goes. */
export async function connectionIsFine(
  ctx: Ctx,
  integration: Integration,
  { serverVersion, hasProductImage }: Pick<Capabilities, 'serverVersion' | 'hasProductImage'>,
): Promise<void> {
  const { state, server_version, one_image } = integration.connection;
  if (state === 'ok' && server_version === serverVersion && one_image === !hasProductImage) return;
  await setConnection(ctx, integration, {
    state: 'ok',
    server_version: serverVersion,
    one_image: !hasProductImage,
    since: ctx.now().toISOString(),
  });
}

/**
 * Ends a run that could not go on. Odoo down for a night is one banner on the integration with a growing pause, not
 * an error for every record; refused credentials stop the polling until a person has acted.
 */
export async function endFailed(
  ctx: Ctx,
  integration: Integration,
  run: Run,
  error: unknown,
  odoo: OdooSession | null,
): Promise<void> {
  const calls = odoo ? callsOf(odoo) : {};
  if (error instanceof RunStopped) {
    if (error.reason === 'cancelled') await finishRun(ctx, run, { status: 'cancelled', ...calls });
    return;
  }
  if (error instanceof SafetyHalt) {
    const { code, params } = error;
    await finishRun(ctx, run, {
      status: 'failed',
      ...calls,
      error: { class: 'safety', code, message: code, params },
    });
    await setConnection(ctx, integration, { state: 'halted', code, params });
    return;
  }
  if (error instanceof OdooError) {
    const { code, params, message } = error;
    await finishRun(ctx, run, {
      status: 'failed',
      ...calls,
      error: { class: error.class, code, message, params },
    });
    if (LOST.has(code)) await warnOfFrame(ctx, integration, { code, params: wordsOf(params) });
    if (error.class === 'authentication')
      await setConnection(ctx, integration, { state: 'unauthorised', code, params });
    if (error.class === 'transient')
      await setConnection(ctx, integration, downSince(ctx, integration, error));
    return;
  }
  ctx.logger.error({ run: run.id, error }, 'run failed');
  await finishRun(ctx, run, {
    status: 'failed',
    ...calls,
    error: { class: 'internal', code: 'internal', message: 'internal', params: {} },
  });
}

function wordsOf(params: OdooError['params']): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value ?? '')]));
}

function downSince(ctx: Ctx, { connection }: Integration, { code, params }: OdooError): Connection {
  const now = ctx.now();
  const since = connection.state === 'down' && connection.since ? connection.since : now.toISOString();
  const elapsed = now.getTime() - Date.parse(since);
  const pause = Math.min(PAUSE_MS.most, Math.max(PAUSE_MS.first, elapsed)) * (0.75 + Math.random() / 2);
  return { state: 'down', code, params, since, retry_at: new Date(now.getTime() + pause).toISOString() };
}

/** Says how the connection is, for the banner; what is known of the server stays. Who is to act is told at once. */
export async function setConnection(
  ctx: Ctx,
  integration: Integration,
  connection: Connection,
): Promise<void> {
  const { server_version, one_image } = integration.connection;
  await ctx.db
    .update(integrations)
    .set({
      connection: {
        since: ctx.now().toISOString(),
        ...(server_version ? { server_version } : {}),
        ...(one_image === undefined ? {} : { one_image }),
        ...connection,
      },
    })
    .where(eq(integrations.id, integration.id));
  if (connection.state === 'halted' || connection.state === 'unauthorised')
    await ctx.queue.send(ctx.db, 'notify', {});
}
