import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import type { Actor, Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { contextOf, runtime } from '@/lib/runtime';
import { actorOfSession, sessionCookie } from './session';
import { needsSetup } from './users';

/** Who looks at this page, asked once per request; null for a stranger. */
export const visitor = cache(async (): Promise<Actor | null> => {
  const { db, env } = runtime();
  return actorOfSession(db, env.AUTH_SECRET, (await cookies()).get(sessionCookie(env).name)?.value);
});

/** The context of a page for a signed-in person; anyone else is sent to sign in, or to the first start's page. */
export async function pageContext(): Promise<Ctx> {
  const actor = await visitor();
  if (actor) return contextOf(runtime(), actor);
  redirect((await needsSetup(runtime().db)) ? '/setup' : '/sign-in');
}

/** The context of a page that only administrators may open; viewers are sent home. */
export async function adminPageContext(): Promise<Ctx> {
  const ctx = await pageContext();
  if (ctx.actor.role !== 'admin') redirect('/');
  return ctx;
}

/** The context of a server action. @throws AppError unauthenticated, forbidden (a viewer may only read) */
export async function actionContext(): Promise<Ctx> {
  const actor = await visitor();
  if (!actor) throw new AppError('unauthenticated');
  if (actor.role !== 'admin') throw new AppError('forbidden');
  return contextOf(runtime(), actor);
}
