import pLimit from 'p-limit';
import { type Acquaintance, questionOf } from './acquaintance';
import { CallFigures } from './call-figures';
import { CallLog } from './call-log';
import { CallRate } from './call-rate';
import { connect, login, reconnect } from './connect';
import type { Asking } from './dialect/asking';
import { fieldsOf, forgetFields } from './dialect/fields';
import { findCapabilities, installedLanguages } from './dialect/find-capabilities';
import { Ways } from './dialect/ways';
import { OdooError } from './errors';
import { Replica } from './replica';
import { DEFAULT_RETRY, type RetryPolicy, withRetry } from './retry';
import type { CallOptions, OdooSession, OdooSettings } from './session';
import type { RemoteCall } from './transport/transport';

export interface OpenOptions {
  signal?: AbortSignal;
  retry?: Partial<RetryPolicy>;
  /** When this integration last wrote in Odoo, in another session. */
  wroteAt?: Date | undefined;
  /** What an earlier session with the same settings has learnt. */
  known?: Acquaintance | null;
}

/** Methods that change nothing: doing them twice is doing them once. */
const READING =
  /^(read|read_group|formatted_read_group|search|search_read|search_count|fields_get|check_access_rights|has_access|get_metadata|context_get|get_installed|has_group|name_search|check_object_reference)$/;

/** Signing in changes nothing either. */
const SAFE = { repeatable: true };

/**
 * Connects, logs in and learns what the server can do. Throws OdooError: `unreachable`, `tls`, `not_odoo`,
 * `database_not_found`, `access_denied`, `login_cooldown`, `company_not_allowed`, …
 */
export async function openSession(settings: OdooSettings, opts: OpenOptions = {}): Promise<OdooSession> {
  const policy = { ...DEFAULT_RETRY, ...opts.retry };
  const rate = new CallRate(settings.maxCallsPerSecond);
  const inFlight = pLimit(Math.max(1, settings.workers));
  const calls = new CallFigures();
  const log = new CallLog();

  const counted = <T>(
    what: RemoteCall | string,
    run: () => Promise<T>,
    tries: Pick<CallOptions, 'repeatable' | 'divisible'>,
    signal?: AbortSignal,
  ): Promise<T> =>
    withRetry(
      () =>
        inFlight(async () => {
          await rate.turn(signal);
          calls.count++;
          return timed(run, (milliseconds, { answer, error }) => {
            calls.ended(milliseconds, error);
            const at = new Date();
            log.note(what, { at, milliseconds, answer, error });
          });
        }),
      tries,
      policy,
      signal,
    );

  const connection = opts.known
    ? reconnect(settings, opts.known)
    : await counted('version', () => connect(settings, opts.signal), SAFE, opts.signal);
  const { transport, version } = connection;
  const replica = new Replica(connection, opts.wroteAt);
  const context: Record<string, unknown> = {};
  const ways = new Ways(version.major);
  for (const method of opts.known?.refused ?? []) ways.note(method);
  const answers: Record<string, unknown> = { ...opts.known?.answers };
  let outdated = false;

  const execute = async (call: RemoteCall, options: CallOptions): Promise<unknown> => {
    const timeoutMs = options.timeoutMs ?? settings.timeoutMs;
    const signals = [opts.signal, options.signal].filter((signal) => signal !== undefined);
    const signal = signals.length > 1 ? AbortSignal.any(signals) : signals[0];
    const reading = READING.test(call.method);
    const tries = { repeatable: options.repeatable ?? reading, divisible: options.divisible ?? false };
    try {
      return await counted(call, () => replica.execute(call, reading, { timeoutMs, signal }), tries, signal);
    } catch (error) {
      if (error instanceof OdooError && error.code === 'unknown_field') {
        forgetFields(owner);
        outdated = true;
      }
      if (error instanceof OdooError && error.code === 'unknown_method') ways.note(call.method);
      throw asOdooError(error);
    }
  };

  const callAs =
    (uid: number): OdooSession['call'] =>
    (model, method, args, kwargs = {}, options = {}) => {
      const own = typeof kwargs.context === 'object' ? kwargs.context : {};
      const call = { uid, model, method, args, kwargs: { ...kwargs, context: { ...context, ...own } } };
      return execute({ ...call, answersNothing: options.answersNothing ?? false }, options);
    };

  let owner = settings.url;
  try {
    // Who is known already is not asked for, and costs no call.
    const uid =
      connection.uid ??
      (await counted(
        'authenticate',
        () => login(connection, settings, { timeoutMs: settings.timeoutMs, signal: opts.signal }),
        SAFE,
        opts.signal,
      ));
    owner = [settings.url, settings.database, uid, version.version, transport.kind].join('\0');
    const ask = callAs(uid);
    const once: Asking['once'] = async (model, method, args) => {
      const question = questionOf(model, method, args);
      answers[question] ??= await ask(model, method, args);
      return answers[question];
    };
    const fields = (model: string) =>
      fieldsOf(owner, model, (name) => ask(name, 'fields_get', [], { attributes: ['type', 'store'] }));
    const capabilities = await findCapabilities({
      version,
      transport: transport.kind,
      uid,
      wanted: { companyId: settings.companyId, language: settings.language },
      units: opts.known?.units,
      once,
      call: ask,
      ways,
      fieldsOf: fields,
    });
    Object.assign(context, {
      lang: capabilities.language,
      tz: 'UTC',
      allowed_company_ids: [capabilities.companyId],
    });
    const { apiKey: _secret, ...known } = settings;
    const call = opts.known ? confirming(ask, ways, capabilities.language) : ask;
    return {
      capabilities,
      ways,
      get readsLag() {
        return replica.lags;
      },
      calls,
      log,
      settings: known,
      call,
      once,
      fieldsOf: fields,
      restsOnMemory: Boolean(opts.known),
      get acquaintance() {
        if (outdated) return null;
        const { kind } = transport;
        const { units } = capabilities;
        const refused = [...ways.gone];
        return { transport: kind, reason: connection.reason, version, uid, units, answers, refused };
      },
      serverTime: () => transport.now(),
      close: () => transport.close(),
    };
  } catch (error) {
    await transport.close();
    throw asOdooError(error);
  }
}

/**
 * Before the first write of a session that rests on what an earlier one was told: 14–17 write the texts of a language
 * that is no longer installed over the English ones (FACTS.md A, Context).
 */
function confirming(call: OdooSession['call'], ways: Ways, language: string): OdooSession['call'] {
  let installed: Promise<string[]> | undefined;
  return async (model, method, ...rest) => {
    if (!READING.test(method)) {
      installed ??= installedLanguages({ ways, once: call });
      const languages = await installed;
      if (!languages.includes(language))
        throw new OdooError('language_not_installed', { language, installed: languages.join(', ') });
    }
    return call(model, method, ...rest);
  };
}

async function timed<T>(
  run: () => Promise<T>,
  onEnd: (milliseconds: number, end: { answer?: T; error: OdooError | null }) => void,
): Promise<T> {
  const start = performance.now();
  try {
    const answer = await run();
    onEnd(performance.now() - start, { answer, error: null });
    return answer;
  } catch (error) {
    onEnd(performance.now() - start, { error: asOdooError(error) });
    throw error;
  }
}

/** Only OdooErrors leave this folder; the transport has struck the key out of them. */
function asOdooError(error: unknown): OdooError {
  if (error instanceof OdooError) return error;
  const aborted = error instanceof Error && error.name === 'AbortError';
  return new OdooError(aborted ? 'cancelled' : 'bad_answer', aborted ? {} : { cause: 'internal' }, 'unknown');
}
