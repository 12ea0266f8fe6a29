import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { SYSTEM } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { contextOf, type Runtime } from '@/lib/runtime';
import { SESSION_SECONDS, sessionCookie } from './session';
import { signIn, signInInput } from './sign-in';

/** next-auth with one provider, e-mail and password. The session is a signed cookie that names the user, nothing more. */
export function authOptions(system: Runtime): NextAuthOptions {
  const { env } = system;
  // next-auth reads its own address from here only.
  process.env.NEXTAUTH_URL = env.APP_URL;
  const { name, secure } = sessionCookie(env);
  return {
    secret: env.AUTH_SECRET,
    useSecureCookies: secure,
    cookies: {
      sessionToken: { name, options: { httpOnly: true, sameSite: 'lax', path: '/', secure } },
    },
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        async authorize(credentials, request) {
          const input = signInInput.safeParse(credentials);
          if (!input.success) return null;
          try {
            return await signIn(contextOf(system, SYSTEM), input.data, addressOf(request.headers));
          } catch (error) {
            // The code alone reaches the sign-in page, which has the words.
            if (error instanceof AppError) throw new Error(error.code);
            throw error;
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) =>
        user && 'stamp' in user
          ? { sub: user.id, stamp: user.stamp }
          : { sub: token.sub, stamp: token.stamp },
    },
  };
}

/** The caller's address as the proxy in front of us, or Next itself, wrote it last. */
function addressOf(headers: Record<string, unknown> | undefined): string | null {
  const forwarded = headers?.['x-forwarded-for'];
  return typeof forwarded === 'string' ? (forwarded.split(',').at(-1)?.trim() ?? null) : null;
}
