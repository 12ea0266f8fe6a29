import { type LogEvent, type LogLevel, runLog } from '@/db/schema/run-log';
import type { Ctx } from '@/lib/context';
import type { CallLog, EndedCall } from '@/lib/odoo/call-log';

type Line = typeof runLog.$inferInsert;

/** Rows per INSERT: well below PostgreSQL's 65,535 parameters. */
const ROWS = 1_000;

/** How Odoo says that it has no such thing: the answer to a question, not a failure. What fails has a line of its own. */
const PROBES: ReadonlySet<string> = new Set(['unknown_model', 'unknown_method', 'unknown_field']);

/** What a run does, kept in memory until it is saved: often enough that a dying worker loses some seconds of it. */
export interface RunLog {
  /** From now on the calls of this session are part of the log. */
  follow(session: { readonly log: CallLog }): void;
  step(event: Extract<LogEvent, 'started' | 'phase' | 'ended'>, about?: Partial<Line>): void;
  /** Never fails: a run is not stopped for its log. */
  save(): Promise<void>;
}

export function openRunLog(ctx: Pick<Ctx, 'db' | 'logger'>, runId: string): RunLog {
  const followed: CallLog[] = [];
  let lines: Line[] = [];
  const takeCalls = () => {
    const ended = followed.flatMap((log) => log.take());
    lines.push(...ended.map((call) => lineOf(runId, call)));
  };
  return {
    follow: ({ log }) => void followed.push(log),
    step(event, about = {}) {
      takeCalls();
      lines.push({ runId, at: new Date(), level: 'info', event, ...about });
    },
    async save() {
      takeCalls();
      const unsaved = lines;
      lines = [];
      try {
        for (let at = 0; at < unsaved.length; at += ROWS)
          await ctx.db.insert(runLog).values(unsaved.slice(at, at + ROWS));
      } catch (error) {
        ctx.logger.warn({ run: runId, lines: unsaved.length, error }, 'lines of a run’s log were not kept');
      }
    },
  };
}

function lineOf(runId: string, { at, model, method, ids, milliseconds, error }: EndedCall): Line {
  const level: LogLevel = error && !PROBES.has(error.code) ? 'warning' : 'info';
  return {
    runId,
    at,
    level,
    event: 'call',
    odooModel: model,
    odooIds: [...ids],
    method,
    durationMs: Math.round(milliseconds),
    code: error?.code ?? null,
    params: error ? { ...error.params, odooMessage: error.message } : {},
  };
}
