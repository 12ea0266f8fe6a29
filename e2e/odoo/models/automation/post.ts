import { request } from 'node:http';
import { request as requestTls } from 'node:https';

/** Odoo waits one second for the receiver, inside the call of the user, and never tries again (FACTS.md C §6). */
const PATIENCE = 1000;

/** Sends one webhook; whatever goes wrong is forgotten. */
export function postWebhook(url: string, body: string): Promise<void> {
  return send(url, 'POST', body).then(async (redirect) => {
    if (redirect !== undefined) await send(new URL(redirect, url).href, 'GET', '');
  });
}

/** Answers where a redirect leads. */
function send(url: string, method: 'POST' | 'GET', body: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const target = URL.parse(url);
    if (target === null || !/^https?:$/.test(target.protocol)) return resolve(undefined);
    const open = target.protocol === 'https:' ? requestTls : request;
    const call = open(target, {
      method,
      agent: false,
      signal: AbortSignal.timeout(PATIENCE),
      headers: {
        'User-Agent': 'python-requests/2.28.1',
        'Accept-Encoding': 'gzip, deflate',
        Accept: '*/*',
        Connection: 'keep-alive',
        ...(method === 'POST'
          ? { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) }
          : {}),
      },
    });
    call.on('response', (answer) => {
      const moved = [301, 302, 303].includes(answer.statusCode ?? 0) ? answer.headers.location : undefined;
      answer.resume();
      answer.on('close', () => resolve(moved));
      answer.on('end', () => call.destroy());
    });
    call.on('error', () => resolve(undefined));
    call.end(body);
  });
}
