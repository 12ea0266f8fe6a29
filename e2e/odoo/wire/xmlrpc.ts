import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OdooFault } from '../orm/faults';
import type { Wire } from '../orm/values';
import { objectCall } from './call';
import type { CallRecord, Served } from './hooks';
import { htmlPage, reply } from './reply';
import { asFault, checkDatabase, commonService, databaseService, objectArguments } from './services';
import { decodeCall, encodeAnswer, encodeFault } from './xml';

/** Serves /xmlrpc/2/* and /xmlrpc/*: HTTP 200 for faults too. */
export async function serveXmlRpc(
  served: Served,
  service: string,
  second: boolean,
  body: Buffer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { caps } = served.db;
  const type = request.headers['content-type'] ?? '';
  if (caps.version <= 15 && type.startsWith('application/json'))
    return htmlPage(response, 400, 'Bad Request');
  let call: CallRecord | undefined;
  let answer: string;
  let failed = false;
  try {
    const { method, params } = decodeCall(new TextDecoder('utf-8').decode(body));
    let result: Wire;
    if (service === 'common')
      result = commonService(served, method, params, request.socket.remoteAddress ?? '');
    else if (service === 'db') result = databaseService(served, method, params);
    else {
      const asked = objectArguments(method, params);
      checkDatabase(served, asked.database);
      const uid = served.logins.check(asked.uid, asked.password, request.socket.remoteAddress ?? '');
      const done = await objectCall(
        served,
        {
          uid,
          model: asked.model,
          method: asked.name,
          args: asked.args,
          kwargs: asked.kwargs,
          via: 'xmlrpc',
        },
        response,
      );
      call = done.record;
      result = done.result;
    }
    answer = encodeAnswer(caps, result);
  } catch (error) {
    failed = true;
    answer = faultBody(served, asFault(error), second);
  }
  const sniff = caps.version >= 17 && (!failed || caps.version === 18);
  reply(served, response, 200, 'text/xml; charset=utf-8', answer, {
    ...(call ? { call } : {}),
    ...(sniff ? { headers: { 'X-Content-Type-Options': 'nosniff' } } : {}),
  });
}

function faultBody(served: Served, fault: OdooFault, second: boolean): string {
  const { caps } = served.db;
  const traceback = `Traceback (most recent call last):\n  File "/odoo/addons/base/controllers/rpc.py", line 1, in xmlrpc_2\n${fault.lastLine}\n`;
  if (second) return encodeFault(caps, fault.code, fault.code === 1 ? traceback : fault.message);
  switch (fault.code) {
    case 3:
      return encodeFault(caps, 'AccessDenied', fault.message);
    case 4:
      return encodeFault(caps, `warning -- AccessError\n\n${fault.message}`, '');
    case 2:
      return encodeFault(caps, `warning -- UserError\n\n${fault.message}`, '');
    default:
      return encodeFault(caps, fault.message, traceback);
  }
}
