/**
 * What a page may load: our own origin only, and scripts only by the nonce of this very answer. `eval` is for
 * development. Styles may be inline: charts and menus are placed by style attributes, which no nonce covers.
 */
export function contentSecurityPolicy(nonce: string, production: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${production ? '' : " 'unsafe-eval'"}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** What answers other than pages may load: nothing, should a browser ever show one as a page. */
export const CLOSED_POLICY = "default-src 'none'; frame-ancestors 'none'";
