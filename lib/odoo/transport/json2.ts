import { z } from 'zod';
import { OdooError } from '../errors';
import { assertBoundedJson, SHORT_ANSWER_BYTES } from './answer-bounds';
import { listDatabasesOfLogin } from './database-list';
import type { Asked } from './fault';
import type { HttpAnswer, OdooHttp } from './http';
import { errorOfStatus } from './http-status';
import { namedArguments } from './named-arguments';
import { errorOfPython } from './python-errors';
import { parsePythonJson } from './python-json';
import { parseVersion } from './server-version';
import type { Credentials, RemoteCall, ServerVersion, Transport, TransportOptions } from './transport';
import { sendableText } from './xml-characters';

const ErrorBody = z.looseObject({ name: z.string(), message: z.string() });
const Own = z.tuple([z.looseObject({ login: z.string() })]);
const Ids = z.array(z.number().int().positive()).length(1);
const Context = z.looseObject({ uid: z.number().int().positive() });

/** JSON-2 (19+): /json/2/<model>/<method>, bearer key, named arguments, one transaction a call (FACTS.md C §8). */
export class Json2Transport implements Transport {
  readonly kind = 'json2';

  readonly #credentials: Credentials;

  constructor(
    private readonly http: OdooHttp,
    credentials: Credentials,
  ) {
    this.#credentials = credentials;
  }

  async version(options: TransportOptions): Promise<ServerVersion> {
    const short = { maxAnswerBytes: SHORT_ANSWER_BYTES };
    const answer = await this.http.send({ path: '/web/version', method: 'GET', ...short, ...options });
    if (answer.status !== 200 || !isJson(answer)) throw errorOfStatus(answer);
    return parseVersion(parse(answer));
  }

  /**
   * JSON-2 has no login: the key says who. A refused key is 401, whatever the reason; a key of somebody else than the
   * named user is refused here, as XML-RPC does.
   */
  async authenticate(options: TransportOptions): Promise<number | null> {
    try {
      const uid = await this.userId(options);
      const own = Own.safeParse(
        await this.post('res.users', 'read', { ids: [uid], fields: ['login'] }, options),
      );
      if (!own.success) throw new OdooError('bad_answer', { cause: 'uid' });
      return sameLogin(own.data[0].login, this.#credentials.username) ? uid : null;
    } catch (error) {
      if (error instanceof OdooError && error.code === 'access_denied') return null;
      throw error;
    }
  }

  /** Whose key it is. A server that cannot be asked so has told that it takes the key: the named user's then. */
  private async userId(options: TransportOptions): Promise<number> {
    const short = { maxAnswerBytes: SHORT_ANSWER_BYTES, ...options };
    try {
      const context = Context.safeParse(await this.post('res.users', 'context_get', {}, short));
      if (context.success) return context.data.uid;
    } catch (error) {
      if (!(error instanceof OdooError) || error.code !== 'unknown_method') throw error;
      const domain = [['login', '=', this.#credentials.username]];
      const [named] = Ids.safeParse(await this.post('res.users', 'search', { domain }, short)).data ?? [];
      if (named !== undefined) return named;
    }
    throw new OdooError('bad_answer', { cause: 'uid' });
  }

  async execute(call: RemoteCall, options: TransportOptions): Promise<unknown> {
    const { model, method, args, kwargs } = call;
    const named = namedArguments(method, args, kwargs);
    // "write without ids: true, does nothing": a slip must not look like success.
    if (method === 'write' && !Array.isArray(named.ids))
      throw new OdooError('unsupported', { model, method }, 'no');
    const answer = await this.post(model, method, named, options);
    const single = method === 'create' && !Array.isArray(args[0]) && Array.isArray(answer);
    return single ? answer[0] : answer;
  }

  listDatabases(options: TransportOptions): Promise<string[]> {
    return listDatabasesOfLogin(this.http, options);
  }

  now(): Date {
    return this.http.now();
  }

  close(): Promise<void> {
    return this.http.close();
  }

  private async post(
    model: string,
    method: string,
    named: Record<string, unknown>,
    options: TransportOptions,
  ): Promise<unknown> {
    const { database, apiKey } = this.#credentials;
    const answer = await this.http.send({
      path: `/json/2/${model}/${method}`,
      body: JSON.stringify(named, (_, value: unknown) =>
        typeof value === 'string' ? sendableText(value) : value,
      ),
      headers: {
        'content-type': 'application/json',
        authorization: `bearer ${apiKey}`,
        'x-odoo-database': database,
      },
      ...options,
    });
    if (answer.status === 200 && isJson(answer)) return parse(answer);
    throw errorOf(answer, { model, method, database });
  }
}

function sameLogin(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

function errorOf(answer: HttpAnswer, asked: Asked): OdooError {
  if (isJson(answer)) {
    const body = ErrorBody.safeParse(parse(answer));
    if (body.success) return errorOfPython(body.data.name, body.data.message, answer.status, asked);
  }
  // An unknown database is a 404 page that names the header (FACTS.md C §8).
  if (answer.status === 404 && answer.body.includes('X-Odoo-Database')) {
    return new OdooError('database_not_found', { database: asked.database });
  }
  return errorOfStatus(answer);
}

function isJson(answer: HttpAnswer): boolean {
  return answer.header('content-type')?.includes('json') === true;
}

function parse(answer: HttpAnswer): unknown {
  assertBoundedJson(answer.body);
  try {
    return parsePythonJson(answer.body.toString('utf8'));
  } catch {
    throw new OdooError('bad_answer', { cause: 'json' }, 'unknown');
  }
}
