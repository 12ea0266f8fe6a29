import NextAuth from 'next-auth';
import { authOptions } from '@/lib/auth/options';
import { runtime } from '@/lib/runtime';

type Route = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own addresses: CSRF token, sign-in callback, sign-out. */
async function handler(request: Request, route: Route): Promise<Response> {
  return NextAuth(authOptions(runtime()))(request, route);
}

export { handler as GET, handler as POST };
