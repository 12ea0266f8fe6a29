import type { OdooVersion } from '../version';

/** One protocol towards one Odoo. Both implementations pass the same contract suite (e2e contract tests). */
export interface Transport {
  readonly kind: 'xmlrpc' | 'json2';
  /** Needs no login. */
  version(options: TransportOptions): Promise<ServerVersion>;
  /** uid, or null for "refused": wrong password, key or user cannot be told apart (FACTS.md A, Login). */
  authenticate(options: TransportOptions): Promise<number | null>;
  execute(call: RemoteCall, options: TransportOptions): Promise<unknown>;
  /** Names for a form to propose; throws when the server keeps them to itself. */
  listDatabases(options: TransportOptions): Promise<string[]>;
  now(): Date;
  close(): Promise<void>;
}

export interface TransportOptions {
  timeoutMs: number;
  signal?: AbortSignal;
  /** Bytes of the answer; the connection's own limit when not given. */
  maxAnswerBytes?: number;
}

export interface RemoteCall {
  uid: number;
  model: string;
  method: string;
  args: readonly unknown[];
  kwargs: Readonly<Record<string, unknown>>;
  /** A void method: Odoo's failure to say "nothing" over XML-RPC is null. */
  answersNothing: boolean;
}

export interface ServerVersion extends OdooVersion {
  /** "17.0", "saas~18.2". */
  serie: string;
  /** "17.0+e" and the like, for people. */
  version: string;
}

export interface Credentials {
  database: string;
  username: string;
  apiKey: string;
}
