import { eq, max } from 'drizzle-orm';
import { v7 } from 'uuid';
import { integrations } from '@/db/schema/integrations';
import { runs } from '@/db/schema/runs';
import type { Cache } from '@/lib/cache/cache';
import type { Ctx } from '@/lib/context';
import { odooSettings } from '@/lib/integrations/odoo-settings';
import type { Acquaintance } from '@/lib/odoo/acquaintance';
import { openSession } from '@/lib/odoo/open-session';
import type { OdooSession } from '@/lib/odoo/session';
import type { ObjectStore } from '@/lib/storage/store';
import { judgeNewProducts } from '../creations/judge-creations';
import { noteNotCompared } from '../history/differences/note-not-compared';
import { startCheckAnew } from '../history/differences/start-anew';
import { forgetBroughtBack, tieBroughtBack } from '../history/left-out/tie-brought-back';
import { openRunLog, type RunLog } from '../history/log/open-run-log';
import { carryOutUndo } from '../history/undo/carry-out-undo';
import { adoptOrigins } from '../identity/adopt-origins';
import { checkIdentity } from '../identity/check-identity';
import { rememberWitnesses } from '../identity/remember-witnesses';
import { ALL_KINDS } from '../kinds/all-kinds';
import {
  type Integration,
  PHASES,
  type Phase,
  type Run,
  type RunContext,
  type SyncKind,
} from '../kinds/kind';
import { claimRun } from './claim-run';
import { connectionIsFine, endFailed } from './end-run';
import { estimateRun } from './estimate-run';
import { finishRun } from './finish-run';
import { keepFrame, keepLanguageAndCompany, keepSettings } from './frame';
import { warningsOf } from './frame-warnings';
import { handBack } from './hand-back';
import { beat, callsOf } from './heartbeat';
import { keepKeyExpiry } from './keep-key-expiry';
import { knownOdoo } from './known-odoo';
import { SessionOutdated } from './read-reference';
import { refreshStatistics } from './refresh-statistics';
import { createRunContext } from './run-context';
import { RunStopped } from './run-stopped';
import { settleAnnouncements } from './settle-announcements';

export interface RunDeps {
  readonly store: ObjectStore;
  /** Spares runs reading again what hardly changes, where the integration allows it; without it all is read. */
  readonly cache?: Cache;
  /** Fires when the worker is asked to stop: calls under way are dropped and the run is given back at once. */
  readonly signal?: AbortSignal;
  /** Opens the conversation with Odoo; another in tests of faults. */
  readonly open?: (ctx: Ctx, integration: Integration, signal?: AbortSignal) => Promise<OdooSession>;
  /** Names this worker among all; another claim with the same name is refused. */
  readonly workerId?: string;
}

/** A dead worker is known by its silence: the beat goes on also while Odoo is slow to answer. */
const BEAT_MS = 10_000;

/**
 * Carries out a queued run, or takes over one whose worker died. Does nothing when the run is not for this worker.
 * Never throws for what Odoo does: the run then ends `failed` with the cause, and the connection's state is told.
 */
export async function runSync(ctx: Ctx, deps: RunDeps, { runId }: { runId: string }): Promise<void> {
  const claimed = await claimRun(ctx, runId, deps.workerId ?? v7());
  if (!claimed) return;
  const run = claimed.purpose === 'check' ? await startCheckAnew(ctx, claimed) : claimed;
  if (run.undoOf !== null) {
    await carryOutUndo(ctx, run, run.undoOf);
    return;
  }
  const [integration] = await ctx.db
    .select()
    .from(integrations)
    .where(eq(integrations.id, run.integrationId));
  if (!integration) return;
  const log = openRunLog(ctx, run.id);
  log.step('started', { code: run.checkpoint === null ? null : 'resumed' });
  const pulse = setInterval(() => {
    // Whoever lost the run, or was asked to stop, is told so by the transaction of its next batch.
    void beat(ctx.db, run).catch(() => undefined);
    void log.save();
  }, BEAT_MS);
  const known = knownOdoo(deps.cache, integration, run);
  const sessions: OdooSession[] = [];
  try {
    const look = async (recalled: Acquaintance | null) => {
      const odoo = deps.open
        ? await deps.open(ctx, integration, deps.signal)
        : await open(ctx, integration, recalled, deps.signal);
      sessions.push(odoo);
      log.follow(odoo);
      const { store, cache, signal } = deps;
      return createRunContext({ ctx, integration, run, odoo, store, cache, signal });
    };
    const context = await look(await known.recall()).catch(async (error: unknown) => {
      if (!(error instanceof SessionOutdated)) throw error;
      await known.forget();
      return look(null);
    });
    const { odoo } = context;
    await checkIdentity(context);
    await adoptOrigins(context);
    await keepLanguageAndCompany(ctx, integration, odoo.capabilities);
    await keepFrame(ctx, integration, {
      currency: context.reference.company.currency,
      warnings: warningsOf(integration, context.reference),
    });
    await carryOut(context, log);
    await log.save();
    await keepKeyExpiry(ctx, integration, run, odoo);
    await connectionIsFine(ctx, integration, odoo.capabilities);
    await known.keep(odoo);
    const failed = Object.values(context.counts).some((counts) => counts.failed > 0);
    await finishRun(ctx, run, {
      status: failed ? 'partial' : 'succeeded',
      counts: context.counts,
      comparison: context.comparison,
      notices: context.notices,
      ...(run.dryRun && !context.checks ? { estimate: estimateRun(context) } : {}),
      ...callsOf(odoo),
    });
  } catch (error) {
    await known.forget();
    await log.save();
    // What fails while the worker stops fails because it stops: the next one meets it again, if it is real.
    const stops = deps.signal?.aborted && !(error instanceof RunStopped && error.reason !== 'worker_stops');
    if (stops) await handBack(ctx, run);
    else await endFailed(ctx, integration, run, error, sessions.at(-1) ?? null);
  } finally {
    clearInterval(pulse);
    for (const odoo of sessions) await odoo.close();
    await log.save();
  }
}

async function carryOut(context: RunContext, log: RunLog): Promise<void> {
  if (!context.run.dryRun) await tieBroughtBack(context);
  const kinds = ALL_KINDS.filter((kind) => wanted(kind, context.run, context.integration));
  if (kinds.some(({ name }) => name === 'product')) await judgeNewProducts(context);
  for (const phase of PHASES) {
    for (const kind of kinds) {
      if (kind.phases[phase]) log.step('phase', { kind: kind.name, code: phase });
      await enter(context, kind, phase);
    }
    await refreshStatistics(context);
  }
  if (context.checks) await noteNotCompared(context);
  if (context.run.dryRun) return;
  await context.feed.commit(context.ctx.db);
  if (kinds.some(({ name }) => name === 'product')) {
    await keepSettings(context.ctx, context.integration, context.reference);
  }
  await settleAnnouncements(context);
  await forgetBroughtBack(context);
  await rememberWitnesses(context);
}

async function enter(context: RunContext, kind: SyncKind, phase: Phase): Promise<void> {
  const work = kind.phases[phase];
  if (!work) return;
  context.phase(phase, kind.name);
  await context.progress(0, null);
  await work(context);
}

function wanted(kind: SyncKind, run: Run, integration: Integration): boolean {
  return kind.selected(integration) && (run.kinds === null || run.kinds.includes(kind.name));
}

async function open(
  ctx: Ctx,
  integration: Integration,
  known: Acquaintance | null,
  signal?: AbortSignal,
): Promise<OdooSession> {
  const [last] = await ctx.db
    .select({ finishedAt: max(runs.finishedAt) })
    .from(runs)
    .where(eq(runs.integrationId, integration.id));
  const wroteAt = last?.finishedAt ?? undefined;
  return openSession(odooSettings(ctx, integration), { ...(signal ? { signal } : {}), wroteAt, known });
}
