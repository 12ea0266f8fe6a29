import { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { v7 } from 'uuid';
import { DEVICE_COOKIE, DEVICE_SECONDS, markDevice } from '@/lib/auth/device';
import { nextAuthCall } from '@/lib/auth/next-auth-call';
import { authOptions } from '@/lib/auth/options';
import { sessionCookie } from '@/lib/auth/session';
import { problemResponse } from '@/lib/http/problem';
import { runtime } from '@/lib/runtime';

type Route = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own addresses: CSRF token, sign-in callback, sign-out. */
async function handler(request: Request, route: Route): Promise<Response> {
  const action = (await route.params).nextauth.join('/');
  try {
    const call = await nextAuthCall(request, action);
    const asked = call.clone();
    const answer: Response = await NextAuth(authOptions(runtime(), request))(new NextRequest(call), route);
    return action === 'callback/credentials' ? await remembered(asked, answer) : answer;
  } catch (error) {
    return problemResponse(request, error, v7(), runtime().logger);
  }
}

/** The answer; a device that has just signed in is remembered as one of that person's. */
async function remembered(asked: Request, answer: Response): Promise<Response> {
  const { env } = runtime();
  const { name, secure } = sessionCookie(env);
  const opened = answer.headers.getSetCookie().some((cookie) => cookie.startsWith(`${name}=ey`));
  if (!opened) return answer;
  const email = (await asked.formData()).get('email');
  if (typeof email !== 'string') return answer;
  const mark = markDevice(env.AUTH_SECRET, email.trim());
  const headers = new Headers(answer.headers);
  headers.append(
    'set-cookie',
    `${DEVICE_COOKIE}=${mark}; Path=/api/auth; Max-Age=${DEVICE_SECONDS}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`,
  );
  return new Response(answer.body, { status: answer.status, headers });
}

export { handler as DELETE, handler as GET, handler as PATCH, handler as POST, handler as PUT };
