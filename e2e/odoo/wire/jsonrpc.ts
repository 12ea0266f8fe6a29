import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OdooFault } from '../orm/faults';
import { isRecord, type Wire } from '../orm/values';
import { objectCall } from './call';
import type { Served } from './hooks';
import { htmlPage, reply } from './reply';
import {
  asFault,
  checkDatabase,
  commonService,
  databaseService,
  objectArguments,
  unknownService,
} from './services';

/** 14 and 15 name no charset; from 17 on browsers are told not to guess. */
const jsonType = (version: number): string =>
  version <= 15 ? 'application/json' : 'application/json; charset=utf-8';
const manners = (version: number): { headers: Record<string, string> } => ({
  headers: version >= 17 ? { 'X-Content-Type-Options': 'nosniff' } : {},
});

/** What is no JSON: a page on 14 and 15, one sentence later. */
function notJson(served: Served, body: Buffer, response: ServerResponse): void {
  const { version } = served.db.caps;
  if (version >= 16) {
    reply(served, response, 400, 'text/html; charset=utf-8', 'Invalid JSON data', manners(version));
    return;
  }
  const shown = body
    .toString('utf8')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&#34;');
  htmlPage(response, 400, 'Bad Request', {}, `Invalid JSON data: &#39;${shown}&#39;`);
}

/** Serves /jsonrpc: HTTP 200 with `error` for faults (FACTS.md C §7). */
export async function serveJsonRpc(
  served: Served,
  body: Buffer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { caps } = served.db;
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
    return caps.version >= 19
      ? htmlPage(response, 415, 'Unsupported Media Type')
      : htmlPage(response, 400, 'Bad Request');
  }
  let message: Wire;
  try {
    message = JSON.parse(body.toString('utf8'));
  } catch {
    return notJson(served, body, response);
  }
  if (!isRecord(message)) {
    return caps.version <= 15
      ? htmlPage(response, 500, 'Internal Server Error')
      : htmlPage(response, 400, 'Bad Request');
  }
  const head = { jsonrpc: '2.0', id: message.id ?? null };
  try {
    const params = isRecord(message.params) ? message.params : {};
    const result = await called(
      served,
      String(params.service),
      String(params.method),
      Array.isArray(params.args) ? params.args : [],
      request,
      response,
    );
    reply(
      served,
      response,
      200,
      jsonType(caps.version),
      JSON.stringify(result === undefined ? head : { ...head, result }),
      manners(caps.version),
    );
  } catch (error) {
    reply(
      served,
      response,
      200,
      jsonType(caps.version),
      JSON.stringify({
        ...head,
        error: { code: caps.jsonErrorCode, message: 'Odoo Server Error', data: errorData(asFault(error)) },
      }),
      manners(caps.version),
    );
  }
}

async function called(
  served: Served,
  service: string,
  method: string,
  params: Wire[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Wire> {
  const address = request.socket.remoteAddress ?? '';
  if (service === 'common') return commonService(served, method, params, address);
  if (service === 'db') return databaseService(served, method, params);
  if (service !== 'object') throw unknownService(served, service);
  const asked = objectArguments(method, params);
  checkDatabase(served, asked.database);
  const uid = served.logins.check(asked.uid, asked.password, address);
  const done = await objectCall(
    served,
    { uid, model: asked.model, method: asked.name, args: asked.args, kwargs: asked.kwargs, via: 'jsonrpc' },
    response,
  );
  return done.result;
}

/** `data` of an error, and the whole body of a JSON-2 error. */
export function errorData(fault: OdooFault): { [key: string]: Wire } {
  return {
    name: fault.python,
    debug: `Traceback (most recent call last):\n${fault.lastLine}\n`,
    message: fault.message,
    arguments: [fault.message],
    context: {},
  };
}
