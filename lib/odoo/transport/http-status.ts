import { OdooError, type OdooErrorParams } from '../errors';
import type { HttpAnswer } from './http';

/**
 * The error in an HTTP answer that is not Odoo's protocol: proxies' pages, maintenance pages, other programs.
 * Decided by status and headers; XML-RPC answers 200 even for faults (FACTS.md C §4).
 */
export function errorOfStatus(answer: HttpAnswer): OdooError {
  const { status } = answer;
  const params: OdooErrorParams = { status, host: answer.url.host };
  const wait = retryAfterSeconds(answer.header('retry-after'), answer.receivedAt);
  if (wait !== undefined) params.retryAfterSeconds = wait;
  if (status === 429) return new OdooError('rate_limited', params, 'no');
  if (status === 413) return new OdooError('too_large', params, 'no');
  if (status === 503) return new OdooError('maintenance', params, 'unknown');
  if (status === 408 || status === 504 || status === 524) return new OdooError('timeout', params, 'unknown');
  if (status >= 500) return new OdooError('server_error', params, 'unknown');
  if (status === 401 || status === 403 || status === 407) return new OdooError('blocked', params, 'no');
  if (status >= 400) return new OdooError('not_odoo', withPathHint(params, answer.url), 'no');
  return new OdooError('not_odoo', withPathHint(params, answer.url), 'unknown');
}

/** `Retry-After` in seconds or as a date; at most an hour is believed. */
export function retryAfterSeconds(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const seconds = /^\d+$/.test(value.trim()) ? Number(value) : (Date.parse(value) - now) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 0), 3600) : undefined;
}

/** People paste the address they see in the browser ("…/web", "…/odoo/action-5"): say what the address should be. */
function withPathHint(params: OdooErrorParams, url: URL): OdooErrorParams {
  const base = url.pathname.replace(/\/(xmlrpc\/2|json\/2|web\/version|jsonrpc).*$/, '');
  return base === '' ? params : { ...params, location: url.origin };
}
