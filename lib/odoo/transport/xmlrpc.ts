import { z } from 'zod';
import { OdooError } from '../errors';
import { SHORT_ANSWER_BYTES } from './answer-bounds';
import { listDatabasesOfLogin } from './database-list';
import { type Asked, errorOfFault, isNothing } from './fault';
import type { OdooHttp } from './http';
import { errorOfStatus } from './http-status';
import { parseVersion } from './server-version';
import type { Credentials, RemoteCall, ServerVersion, Transport, TransportOptions } from './transport';
import { decodeAnswer } from './xml-decode';
import { encodeCall } from './xml-encode';

const Uid = z.union([z.number().int().positive(), z.literal(false)]);

/** XML-RPC on /xmlrpc/2 (all versions; FACTS.md C §4). */
export class XmlRpcTransport implements Transport {
  readonly kind = 'xmlrpc';

  readonly #credentials: Credentials;

  constructor(
    private readonly http: OdooHttp,
    credentials: Credentials,
  ) {
    this.#credentials = credentials;
  }

  async version(options: TransportOptions): Promise<ServerVersion> {
    const short = { maxAnswerBytes: SHORT_ANSWER_BYTES, ...options };
    return parseVersion(await this.rpc('common', 'version', [], {}, short));
  }

  /** Four arguments always: with three Odoo faults (FACTS.md A, Login). */
  async authenticate(options: TransportOptions): Promise<number | null> {
    const { database, username, apiKey } = this.#credentials;
    const answer = await this.rpc(
      'common',
      'authenticate',
      [database, username, apiKey, {}],
      { database },
      { maxAnswerBytes: SHORT_ANSWER_BYTES, ...options },
    );
    const uid = Uid.safeParse(answer);
    if (!uid.success) throw new OdooError('bad_answer', { cause: 'uid' });
    return uid.data === false ? null : uid.data;
  }

  async execute(call: RemoteCall, options: TransportOptions): Promise<unknown> {
    const { database, apiKey } = this.#credentials;
    const { model, method, args, kwargs } = call;
    const params = [database, call.uid, apiKey, model, method, args, kwargs];
    return this.rpc(
      'object',
      'execute_kw',
      params,
      { model, method, database },
      options,
      call.answersNothing,
    );
  }

  /** The `db` service, gone since saas~19.1, or else what the login page asks. */
  async listDatabases(options: TransportOptions): Promise<string[]> {
    try {
      const names = z
        .array(z.string())
        .safeParse(await this.rpc('db', 'list', [], {}, { maxAnswerBytes: SHORT_ANSWER_BYTES, ...options }));
      if (names.success) return names.data;
    } catch (error) {
      const refused = error instanceof OdooError && error.sent === 'answered';
      if (!refused || error.class === 'authentication') throw error;
    }
    return listDatabasesOfLogin(this.http, options);
  }

  now(): Date {
    return this.http.now();
  }

  close(): Promise<void> {
    return this.http.close();
  }

  private async rpc(
    service: 'common' | 'object' | 'db',
    method: string,
    params: readonly unknown[],
    asked: Asked,
    options: TransportOptions,
    answersNothing = false,
  ): Promise<unknown> {
    const answer = await this.http.send({
      path: `/xmlrpc/2/${service}`,
      body: encodeCall(method, params),
      headers: { 'content-type': 'text/xml; charset=utf-8', accept: 'text/xml' },
      ...options,
    });
    if (answer.status !== 200 || !looksLikeXmlRpc(answer.body)) throw errorOfStatus(answer);
    const decoded = decodeAnswer(answer.body);
    if (!('fault' in decoded)) return decoded.value;
    const { code, text } = decoded.fault;
    if (answersNothing && isNothing(code, text)) return null;
    throw errorOfFault(code, text, asked);
  }
}

/** Content types are not to be trusted behind proxies; the first element is. */
function looksLikeXmlRpc(body: Buffer): boolean {
  const head = body
    .subarray(0, 200)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  return /^(<\?xml[^>]*\?>\s*)?<methodResponse/.test(head);
}
