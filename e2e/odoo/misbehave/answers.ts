import type { ServerResponse } from 'node:http';
import type { CallRecord } from '../wire/hooks';

const BAD_GATEWAY =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n';

/** A page of a proxy in front of Odoo; its 502 unless a body is given. */
export function page(
  response: ServerResponse,
  answer: { status: number; body?: string | undefined; headers?: Record<string, string> | undefined },
): void {
  const body =
    answer.body ?? BAD_GATEWAY.replaceAll('502 Bad Gateway', `${answer.status} ${reason(answer.status)}`);
  response.writeHead(answer.status, {
    'Content-Type': 'text/html',
    'Content-Length': String(Buffer.byteLength(body)),
    ...answer.headers,
    Connection: 'close',
  });
  response.end(body);
}

function reason(status: number): string {
  const known: Record<number, string> = {
    500: 'Internal Server Error',
    502: 'Bad Gateway',
    503: 'Service Temporarily Unavailable',
    504: 'Gateway Time-out',
  };
  return known[status] ?? 'Error';
}

export function tooMany(response: ServerResponse, retryAfter: number): void {
  page(response, {
    status: 429,
    body: '<h1>Too Many Requests</h1>',
    headers: { 'Retry-After': String(retryAfter) },
  });
}

/** Promises a long answer, sends its beginning and cuts the line. */
export async function cutShort(response: ServerResponse, via: CallRecord['via']): Promise<void> {
  const beginning =
    via === 'xmlrpc'
      ? "<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n<value><array><data>\n"
      : '{"jsonrpc": "2.0", "id": 1, "resu';
  response.writeHead(200, {
    'Content-Type': via === 'xmlrpc' ? 'text/xml; charset=utf-8' : 'application/json; charset=utf-8',
    'Content-Length': '20000',
    Connection: 'close',
  });
  await new Promise<void>((resolve) => response.write(beginning, () => resolve()));
  response.destroy();
}
