import NextAuth from 'next-auth';
import { DEVICE_COOKIE, DEVICE_SECONDS, markDevice } from '@/lib/auth/device';
import { authOptions } from '@/lib/auth/options';
import { sessionCookie } from '@/lib/auth/session';
import { runtime } from '@/lib/runtime';

type Route = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own addresses: CSRF token, sign-in callback, sign-out. */
async function handler(request: Request, route: Route): Promise<Response> {
  return NextAuth(authOptions(runtime(), request))(request, route);
}

/** As above; a device that has just signed in is remembered as one of that person's. */
async function post(request: Request, route: Route): Promise<Response> {
  const copy = request.clone();
  const answer: Response = await handler(request, route);
  const { env } = runtime();
  const { name, secure } = sessionCookie(env);
  const opened = answer.headers.getSetCookie().some((cookie) => cookie.startsWith(`${name}=ey`));
  const { nextauth } = await route.params;
  if (!opened || nextauth[0] !== 'callback') return answer;
  const email = (await copy.formData()).get('email');
  if (typeof email !== 'string') return answer;
  const mark = markDevice(env.AUTH_SECRET, email.trim());
  const headers = new Headers(answer.headers);
  headers.append(
    'set-cookie',
    `${DEVICE_COOKIE}=${mark}; Path=/api/auth; Max-Age=${DEVICE_SECONDS}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`,
  );
  return new Response(answer.body, { status: answer.status, headers });
}

export { handler as GET, post as POST };
