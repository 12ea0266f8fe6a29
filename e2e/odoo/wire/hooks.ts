import type { ServerResponse } from 'node:http';
import type { Database, Transaction } from '../orm/database';
import type { Wire } from '../orm/values';
import type { Logins } from './login';

/** One object call as it reached the server. */
export interface CallRecord {
  readonly model: string;
  readonly method: string;
  readonly args: readonly Wire[];
  readonly kwargs: { readonly [key: string]: Wire };
  readonly uid: number;
  readonly login: string;
  readonly via: 'xmlrpc' | 'jsonrpc' | 'json2';
  /** Milliseconds since 1970. */
  readonly at: number;
  outcome: 'running' | 'answered' | 'fault';
  /** Class of the fault, e.g. "odoo.exceptions.UserError". */
  fault?: string;
}

/**
 * Places where a server may misbehave. `response` is the raw answer: whoever ends or destroys it there has
 * answered, and the server says nothing more.
 */
export interface Hooks {
  /** Instead of reading the request at all (proxies: 502, HTML, cut lines). Return true when answered. */
  onRequest?: (path: string, body: Buffer, response: ServerResponse) => boolean | Promise<boolean>;
  /** After login, the transaction has begun (its start is write_date) and nothing has been done yet. */
  beforeCall?: (
    call: CallRecord,
    tx: Transaction,
    response: ServerResponse | undefined,
  ) => void | Promise<void>;
  /** After the commit, before the answer leaves. */
  afterCommit?: (call: CallRecord, response: ServerResponse | undefined) => void | Promise<void>;
  /** May change the bytes and headers of an answer. */
  onAnswer?: (
    call: CallRecord | undefined,
    body: string,
    headers: Record<string, string>,
  ) => string | Buffer | undefined;
}

export interface Served {
  readonly db: Database;
  readonly hooks: Hooks;
  readonly log: CallRecord[];
  readonly logins: Logins;
  readonly hideDatabases: boolean;
  /** "17.0", "saas~19.1+e". */
  readonly release: string;
  /** XML-RPC is gone. */
  readonly withoutXmlRpc?: boolean;
}
