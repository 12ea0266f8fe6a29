/** Where Odoo's own pages begin: what a person has in the address bar while at work in it. */
const ODOO_PAGES = /^(.*?)\/(?:web|odoo|my|shop|jsonrpc|xmlrpc|json)(?:\/|$)/;

/**
 * The address of an Odoo from what a person typed or pasted: "boutique.odoo.com/web#action=94" →
 * "https://boutique.odoo.com". A missing scheme is https, on this very machine http; the query, the fragment, Odoo's
 * own pages and slashes at the end go. What is no address stays as it is.
 */
export function odooAddress(typed: string): string {
  const url = URL.parse(withScheme(typed));
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return typed;
  const below = ODOO_PAGES.exec(url.pathname);
  const path = below?.[1] ?? url.pathname;
  return `${url.origin}${path}`.replace(/\/+$/, '');
}

function withScheme(typed: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(typed)) return typed;
  return `${/^(localhost|127(\.\d+){3}|\[::1\])([:/]|$)/i.test(typed) ? 'http' : 'https'}://${typed}`;
}
