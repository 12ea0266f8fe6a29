/**
 * Whether a write that carries a session cookie comes from our own pages. Browsers say so in Sec-Fetch-Site; where
 * they do not, the Origin header must name us (OWASP, "Verifying Origin With Standard Headers").
 * @param ownUrl APP_URL
 */
export function isFromOwnPages(request: Request, ownUrl: string): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = request.headers.get('origin');
  if (origin === null || !URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.origin === new URL(ownUrl).origin || from.host === request.headers.get('host');
}
