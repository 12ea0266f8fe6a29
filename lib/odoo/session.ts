import type { Acquaintance } from './acquaintance';
import type { CallFigures } from './call-figures';
import type { CallLog } from './call-log';
import type { Capabilities } from './dialect/capabilities';
import type { FieldTypes } from './dialect/fields';
import type { Ways } from './dialect/ways';

/** Where and as whom to speak. The key is held in memory only and never leaves through an error or a log. */
export interface OdooSettings {
  url: string;
  database: string;
  username: string;
  /** Password or API key. */
  apiKey: string;
  transport: 'auto' | 'xmlrpc' | 'json2';
  companyId?: number;
  /** Language whose texts are synchronised, "fr_FR", installed in Odoo; the user's own when not given. */
  language?: string;
  timeoutMs: number;
  imageTimeoutMs: number;
  /** Bytes of pictures asked for in one call. */
  imageBundleBytes?: number | undefined;
  maxCallsPerSecond?: number;
  /** Calls in flight at most. */
  workers: number;
  /** Plain http to another machine (ALLOW_INSECURE_ODOO). */
  allowInsecure: boolean;
}

export interface CallOptions {
  timeoutMs?: number;
  /**
   * Whether doing it twice is the same as once. Reading methods are so without saying; anything else only when said
   * here. Only repeatable calls are retried after a failure that leaves open whether Odoo did the work.
   */
  repeatable?: boolean;
  /** The caller asks for less when this is too much at once: what took too long or grew too large is not asked again. */
  divisible?: boolean;
  /** The method answers nothing: Odoo's "cannot marshal None" fault is taken as null (done, result unknown: re-read). */
  answersNothing?: boolean;
  signal?: AbortSignal;
}

/** One authenticated conversation with one Odoo as one user of one company. Safe to share between concurrent callers. */
export interface OdooSession {
  readonly capabilities: Capabilities;
  /** Which of several methods that do the same this server has. */
  readonly ways: Ways;
  /**
   * Whether what is read now may be older than what was written: JSON-2 alone, on a server whose replica answers what
   * only reads. Elsewhere what was written is read.
   */
  readonly readsLag: boolean;
  /** Calls made so far, retries included (runs.rpc_calls, runs.rpc). */
  readonly calls: CallFigures;
  /** The same calls one by one, until they are taken (the run's log). */
  readonly log: CallLog;
  readonly settings: Readonly<Omit<OdooSettings, 'apiKey'>>;
  /**
   * `model.method(*args, **kwargs)` as Odoo knows it; `kwargs.context` is laid over the session's own
   * (lang, tz UTC, allowed_company_ids). Throws OdooError and nothing else.
   */
  call(
    model: string,
    method: string,
    args: readonly unknown[],
    kwargs?: Readonly<Record<string, unknown>>,
    options?: CallOptions,
  ): Promise<unknown>;
  /** A question whose answer hardly ever changes: may be what an earlier session was told (`acquaintance`). */
  once(model: string, method: string, args: readonly unknown[]): Promise<unknown>;
  /** Field name → type and kind of what this user may see; empty when the server has no such model. Cached. */
  fieldsOf(model: string): Promise<FieldTypes>;
  /** Whether it was opened with what an earlier one has learnt, which may have changed since. */
  readonly restsOnMemory: boolean;
  /** What a later session with the same settings may go by; null once it has shown to be out of date. */
  readonly acquaintance: Acquaintance | null;
  /** Odoo's clock: HTTP Date of the newest answer carried on, the local clock before the first one or without it. */
  serverTime(): Date;
  close(): Promise<void>;
}
