import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Served } from './hooks';
import { serveJson2 } from './json2';
import { serveJsonRpc } from './jsonrpc';
import { htmlPage, reply } from './reply';
import { serveXmlRpc } from './xmlrpc';

const LIMIT = 128 * 1024 * 1024;

/** Sends a request to the service of its path. */
export async function route(
  served: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { caps } = served.db;
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const body = await readBody(request);
  if (await served.hooks.onRequest?.(path, body, response)) return;
  if (caps.limitsRequestSize && body.length > LIMIT)
    return htmlPage(response, 413, 'Request Entity Too Large');
  if (served.withoutXmlRpc && path.startsWith('/xmlrpc')) return htmlPage(response, 404, 'Not Found');
  const xml = /^\/xmlrpc(?:\/(2))?\/(common|object|db)\/?$/.exec(path);
  if (xml?.[2]) {
    if (request.method !== 'POST') return notAllowed(served, response);
    return serveXmlRpc(served, xml[2], xml[1] === '2', body, request, response);
  }
  if (path === '/jsonrpc') return serveJsonRpc(served, body, request, response);
  if (path.startsWith('/json/2/') && caps.json2) return serveJson2(served, path, body, request, response);
  if (path === '/web/health' && caps.version >= 15) {
    return reply(served, response, 200, 'application/json; charset=utf-8', '{"status": "pass"}');
  }
  if (path === '/web/version' && caps.version >= 19) {
    const { server_version: version, server_version_info: version_info } = versionInfo(served);
    return reply(
      served,
      response,
      200,
      'application/json; charset=utf-8',
      JSON.stringify({ version, version_info }),
    );
  }
  if (path === '/web/webclient/version_info' && request.method === 'POST') {
    return reply(
      served,
      response,
      200,
      'application/json; charset=utf-8',
      JSON.stringify({ jsonrpc: '2.0', id: null, result: versionInfo(served) }),
    );
  }
  if (path === '/web/database/list' && request.method === 'POST') return databaseList(served, response);
  return htmlPage(response, 404, 'Not Found');
}

/** What common.version says; /web/version (19) the same under two names. */
export function versionInfo({ release }: Pick<Served, 'release'>): {
  [key: string]: string | number | (string | number)[];
} {
  const [serie = release, edition = ''] = release.split('+');
  const [major = '', minor = '0'] = serie.split('.');
  const number = Number(major);
  return {
    server_version: release,
    server_version_info: [
      Number.isNaN(number) ? major : number,
      Number.parseInt(minor, 10),
      0,
      'final',
      0,
      edition,
    ],
    server_serie: serie,
    protocol_version: 1,
  };
}

function databaseList(served: Served, response: ServerResponse): void {
  const { db } = served;
  const body = served.hideDatabases
    ? {
        jsonrpc: '2.0',
        id: null,
        error: {
          code: db.caps.jsonErrorCode,
          message: 'Odoo Server Error',
          data: {
            name: 'odoo.exceptions.AccessDenied',
            debug: '',
            message: 'Access Denied',
            arguments: ['Access Denied'],
            context: {},
          },
        },
      }
    : { jsonrpc: '2.0', id: null, result: [db.name] };
  reply(served, response, 200, 'application/json; charset=utf-8', JSON.stringify(body));
}

function notAllowed(served: Served, response: ServerResponse): void {
  const allow = served.db.caps.version >= 16 ? 'POST, OPTIONS' : 'POST';
  htmlPage(response, 405, 'Method Not Allowed', { Allow: allow });
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
