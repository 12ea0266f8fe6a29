import type { ServerResponse } from 'node:http';
import type { CallRecord, Served } from './hooks';

/** Reason phrases as the servers shout them. */
const REASONS: Partial<Record<number, string>> = {
  400: 'BAD REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT FOUND',
  422: 'UNPROCESSABLE ENTITY',
  500: 'INTERNAL SERVER ERROR',
};

/** Sends an answer with the headers of the recordings: never kept alive, never compressed (FACTS.md C §4). */
export function reply(
  served: Served,
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  more: { call?: CallRecord; headers?: Record<string, string> } = {},
): void {
  if (response.writableEnded || response.destroyed) return;
  const headers: Record<string, string> = {
    Server: 'Werkzeug/2.2.2 Python/3.11.2',
    'Content-Type': type,
    ...more.headers,
    Connection: 'close',
  };
  const sent = served.hooks.onAnswer?.(more.call, body, headers) ?? body;
  response.writeHead(status, REASONS[status] ?? 'OK', {
    ...headers,
    'Content-Length': String(Buffer.byteLength(sent)),
  });
  response.end(sent);
}

/** An error page, as the server writes them. */
export function htmlPage(
  response: ServerResponse,
  status: number,
  title: string,
  headers: Record<string, string> = {},
  words?: string,
): void {
  const text: Record<number, string> = {
    400: 'The browser (or proxy) sent a request that this server could not understand.',
    404: 'The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.',
    405: 'The method is not allowed for the requested URL.',
    413: 'The data value transmitted exceeds the capacity limit.',
    415: 'The server does not support the media type transmitted in the request.',
    500: 'The server encountered an internal error and was unable to complete your request.',
  };
  const body = `<!doctype html>\n<html lang=en>\n<title>${status} ${title}</title>\n<h1>${title}</h1>\n<p>${words ?? text[status] ?? ''}</p>\n`;
  response.writeHead(status, title.toUpperCase(), {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
    Connection: 'close',
  });
  response.end(body);
}
