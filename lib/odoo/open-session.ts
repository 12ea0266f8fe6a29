import pLimit from 'p-limit';
import { CallRate } from './call-rate';
import { connect, login } from './connect';
import { fieldsOf, forgetFields } from './dialect/fields';
import { findCapabilities } from './dialect/find-capabilities';
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
  const calls = { count: 0 };

  const counted = <T>(
    run: () => Promise<T>,
    tries: Pick<CallOptions, 'repeatable' | 'divisible'>,
    signal?: AbortSignal,
  ): Promise<T> =>
    withRetry(
      () =>
        inFlight(async () => {
          await rate.turn(signal);
          calls.count++;
          return run();
        }),
      tries,
      policy,
      signal,
    );

  const connection = await counted(() => connect(settings, opts.signal), SAFE, opts.signal);
  const { transport, version } = connection;
  const replica = new Replica(connection, opts.wroteAt);
  const context: Record<string, unknown> = {};
  const ways = new Ways(version.major);

  const execute = async (call: RemoteCall, options: CallOptions): Promise<unknown> => {
    const timeoutMs = options.timeoutMs ?? settings.timeoutMs;
    const signals = [opts.signal, options.signal].filter((signal) => signal !== undefined);
    const signal = signals.length > 1 ? AbortSignal.any(signals) : signals[0];
    const reading = READING.test(call.method);
    const tries = { repeatable: options.repeatable ?? reading, divisible: options.divisible ?? false };
    try {
      return await counted(() => replica.execute(call, reading, { timeoutMs, signal }), tries, signal);
    } catch (error) {
      if (error instanceof OdooError && error.code === 'unknown_field') forgetFields(owner);
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
    const uid = await counted(
      () => login(connection, settings, { timeoutMs: settings.timeoutMs, signal: opts.signal }),
      SAFE,
      opts.signal,
    );
    owner = [settings.url, settings.database, uid, version.version, transport.kind].join('\0');
    const call = callAs(uid);
    const fields = (model: string) =>
      fieldsOf(owner, model, (name) => call(name, 'fields_get', [], { attributes: ['type', 'store'] }));
    const capabilities = await findCapabilities({
      version,
      transport: transport.kind,
      uid,
      wanted: { companyId: settings.companyId, language: settings.language },
      call,
      ways,
      fieldsOf: fields,
    });
    Object.assign(context, {
      lang: capabilities.language,
      tz: 'UTC',
      allowed_company_ids: [capabilities.companyId],
    });
    const { apiKey: _secret, ...known } = settings;
    return {
      capabilities,
      ways,
      get readsLag() {
        return replica.lags;
      },
      calls,
      settings: known,
      call,
      fieldsOf: fields,
      serverTime: () => transport.now(),
      close: () => transport.close(),
    };
  } catch (error) {
    await transport.close();
    throw asOdooError(error);
  }
}

/** Only OdooErrors leave this folder; the transport has struck the key out of them. */
function asOdooError(error: unknown): OdooError {
  if (error instanceof OdooError) return error;
  const aborted = error instanceof Error && error.name === 'AbortError';
  return new OdooError(aborted ? 'cancelled' : 'bad_answer', aborted ? {} : { cause: 'internal' }, 'unknown');
}
