import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy } from '@/lib/http/content-security-policy';

/**
 * Gives every page a nonce of its own: Next puts it on its scripts, and the browser runs no others. An address that
 * cannot be decoded is one that nobody has; Next itself would answer it 500.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl;
  const isApi = pathname.startsWith('/api/');
  if (!isDecodable(pathname)) {
    return NextResponse.rewrite(new URL(isApi ? '/api/v1/nothing' : '/nothing', request.url));
  }
  if (isApi) return NextResponse.next();
  const nonce = randomBytes(16).toString('base64');
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'production');
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

export const config = {
  // Of the API's addresses only those with something to decode: the others need nothing of this.
  matcher: ['/((?!api/|_next/static|_next/image|favicon.ico|screenshots/).*)', '/api/(.*%.*)'],
};
