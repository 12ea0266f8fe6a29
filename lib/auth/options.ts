import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { SYSTEM } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { clientAddress } from '@/lib/http/client-address';
import { readCookie } from '@/lib/http/cookies';
import { ownPage } from '@/lib/http/own-page';
import { contextOf, type Runtime } from '@/lib/runtime';
import { DEVICE_COOKIE, knownDevice } from './device';
import { claimsOf, SESSION_SECONDS, sessionCookie } from './session';
import { closeSession } from './sessions';
import { signIn, signInInput } from './sign-in';

/**
 * next-auth with one provider, e-mail and password. Its cookie names the user and the session, nothing more; the
 * database says whether that session is still open.
 */
export function authOptions(system: Runtime, request: Request): NextAuthOptions {
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
        credentials: { email: {}, password: {}, code: {} },
        async authorize(credentials) {
          const input = signInInput.safeParse(credentials);
          if (!input.success) return null;
          const { email } = input.data;
          const header = (wanted: string) => request.headers.get(wanted);
          try {
            return await signIn(contextOf(system, SYSTEM), input.data, {
              address: clientAddress(header, env.TRUSTED_PROXIES),
              userAgent: header('user-agent') ?? '',
              device: knownDevice(env.AUTH_SECRET, email, readCookie(request, DEVICE_COOKIE)),
            });
          } catch (error) {
            // The code alone reaches the sign-in page, which has the words.
            if (error instanceof AppError) throw new Error(error.code);
            throw error;
          }
        },
      }),
    ],
    callbacks: {
      // next-auth's own fails on addresses that it cannot parse or put into a header.
      redirect: ({ url }) => `${new URL(env.APP_URL).origin}${ownPage(url, env.APP_URL)}`,
      jwt: ({ token, user }) =>
        user && 'stamp' in user && 'sid' in user
          ? { sub: user.id, stamp: user.stamp, sid: user.sid }
          : { sub: token.sub, stamp: token.stamp, sid: token.sid },
    },
    events: {
      async signOut() {
        const claims = await claimsOf(env.AUTH_SECRET, readCookie(request, name));
        if (claims) await closeSession(system.db, claims.sid, new Date());
      },
    },
  };
}
