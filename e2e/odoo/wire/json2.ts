import type { IncomingMessage, ServerResponse } from 'node:http';
import { Env } from '../orm/env';
import { OdooFault } from '../orm/faults';
import { isRecord, type Wire } from '../orm/values';
import { objectCall } from './call';
import { methodOf } from './dispatch';
import type { Served } from './hooks';
import { errorData } from './jsonrpc';
import { pythonJson } from './python-json';
import { htmlPage, reply } from './reply';
import { asFault } from './services';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Serves /json/2/<model>/<method> of 19 (FACTS.md C §8). */
export async function serveJson2(
  served: Served,
  path: string,
  body: Buffer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [model = '', method = ''] = path.slice('/json/2/'.length).split('/');
  const fail = (fault: OdooFault, status: number): void =>
    reply(served, response, status, JSON_TYPE, JSON.stringify(errorData(fault)));
  const named = request.headers['x-odoo-database'];
  if (named !== undefined && named !== served.db.name) return noDatabase(response);
  if (request.method !== 'POST') {
    return fail(new OdooFault('werkzeug.exceptions.NotFound', `Did you mean POST ${path}?`), 404);
  }
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
    return htmlPage(response, 415, 'Unsupported Media Type');
  }
  try {
    const uid = served.logins.bearer(/^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]);
    const message = parsed(body);
    const { ids, context, ...args } = message;
    checkTarget(served, uid, model, method, 'ids' in message);
    const onRecords =
      methodOf(new Env(served.db, served.db.begin(), uid).model(model), method)?.on === 'records';
    const kwargs = context === undefined ? args : { ...args, context };
    const done = await objectCall(
      served,
      { uid, model, method, args: onRecords ? [ids ?? []] : [], kwargs, via: 'json2' },
      response,
    );
    const result = method === 'create' && typeof done.result === 'number' ? [done.result] : done.result;
    reply(served, response, 200, JSON_TYPE, pythonJson(result ?? null), { call: done.record });
  } catch (error) {
    const fault = asFault(error);
    fail(fault, fault.status ?? statusOf(fault));
  }
}

/** C §8: the page names the header that would have helped. */
function noDatabase(response: ServerResponse): void {
  const page =
    '<!DOCTYPE html>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>No database is selected and the requested URL was not found in the server-wide controllers.</p>\n<p>Please verify the hostname, <a href=/web/login>login</a> and try again.</p>\n\n<!-- Alternatively, use the X-Odoo-Database header. -->\n';
  response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8', Connection: 'close' }).end(page);
}

function parsed(body: Buffer): { [key: string]: Wire } {
  let message: Wire;
  try {
    message = JSON.parse(body.toString('utf8'));
  } catch {
    throw new OdooFault('werkzeug.exceptions.BadRequest', 'could not parse the body as json', 400);
  }
  return isRecord(message) ? message : {};
}

function checkTarget(served: Served, uid: number, model: string, method: string, withIds: boolean): void {
  if (!served.db.registry.has(model)) {
    throw new OdooFault('werkzeug.exceptions.NotFound', `the model '${model}' does not exist`, 404);
  }
  const spec = methodOf(new Env(served.db, served.db.begin(), uid).model(model), method);
  if (!spec && !method.startsWith('_')) {
    throw new OdooFault(
      'werkzeug.exceptions.NotFound',
      `The method '${model}.${method}' does not exist`,
      404,
    );
  }
  if (spec?.on === 'model' && withIds) {
    throw new OdooFault(
      'werkzeug.exceptions.UnprocessableEntity',
      `cannot call ${model}.${method} with ids`,
      422,
    );
  }
}

function statusOf(fault: OdooFault): number {
  switch (fault.python) {
    case 'odoo.exceptions.AccessError':
      return 403;
    case 'odoo.exceptions.MissingError':
      return 404;
    case 'odoo.exceptions.UserError':
    case 'odoo.exceptions.ValidationError':
    case 'builtins.TypeError':
      return 422;
    default:
      return 500;
  }
}
