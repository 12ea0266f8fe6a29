import { isIP } from 'node:net';
import { OdooError } from '../errors';

/** Where Odoo lives, as typed by a person: scheme optional, trailing slashes forgiven, credentials refused. */
export function parseBaseUrl(typed: string, allowInsecure: boolean): URL {
  const text = typed.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw new OdooError('not_odoo', { cause: 'invalid_url' }, 'no');
  }
  url.search = '';
  url.hash = '';
  url.pathname = url.pathname.replace(/\/+$/, '');
  assertSecure(url, allowInsecure);
  return url;
}

/** Plain http only to this very machine or when the operator allows it (requirements Q1). */
export function assertSecure(url: URL, allowInsecure: boolean): void {
  if (url.protocol === 'https:' || allowInsecure || isThisMachine(url.hostname)) return;
  throw new OdooError('insecure_url', { host: url.host }, 'no');
}

function isThisMachine(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost') || host === '::1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}

/** The address of `path` under the base, which may itself have a path: ("https://a/odoo", "/xmlrpc/2/common"). */
export function under(base: URL, path: string): URL {
  return new URL(`${base.pathname.replace(/\/+$/, '')}${path}`, base.origin);
}
