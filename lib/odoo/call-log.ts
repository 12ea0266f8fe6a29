import type { OdooError } from './errors';
import type { RemoteCall } from './transport/transport';

/** One try of one call, as it ended. Values never stand here, only which records it was about. */
export interface EndedCall {
  readonly at: Date;
  /** Null: before there is a user, as to ask for the version and to sign in. */
  readonly model: string | null;
  readonly method: string;
  /** The records it named or made, the first of them. */
  readonly ids: readonly number[];
  readonly milliseconds: number;
  readonly error: Pick<OdooError, 'code' | 'params' | 'message'> | null;
}

/** So many ids of a call are kept, and so many calls until somebody takes them. */
const KEPT = { ids: 100, calls: 5_000 };

/** The last calls of a session, for whoever keeps a log of them. */
export class CallLog {
  private ended: EndedCall[] = [];

  note(
    call: Pick<RemoteCall, 'model' | 'method' | 'args'> | string,
    {
      at,
      milliseconds,
      answer,
      error,
    }: Pick<EndedCall, 'at' | 'milliseconds' | 'error'> & { answer?: unknown },
  ): void {
    if (this.ended.length >= KEPT.calls) return;
    const about =
      typeof call === 'string'
        ? { model: null, method: call, ids: [] }
        : { model: call.model, method: call.method, ids: idsOf(call, answer) };
    this.ended.push({ ...about, at, milliseconds, error });
  }

  /** What has ended since the last time, oldest first. */
  take(): EndedCall[] {
    const taken = this.ended;
    this.ended = [];
    return taken;
  }
}

/** The records a call names first, as Odoo's methods do, or else those that it made. */
function idsOf({ method, args }: Pick<RemoteCall, 'method' | 'args'>, answer: unknown): number[] {
  if (method === 'create') return numbersIn(answer).slice(0, KEPT.ids);
  const loaded = method === 'load' && typeof answer === 'object' && answer !== null && 'ids' in answer;
  return numbersIn(loaded ? answer.ids : args[0]).slice(0, KEPT.ids);
}

function numbersIn(value: unknown): number[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.every((one) => Number.isInteger(one)) ? list.map(Number) : [];
}
