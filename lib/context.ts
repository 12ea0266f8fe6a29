import type { Db } from '@/db/client';
import type { Role, Scope } from '@/db/schema/people';
import type { SecretBox } from '@/lib/crypto/secret-box';
import type { Env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import type { Logger } from '@/lib/logger';
import type { Queue } from '@/lib/queue/queue';

/** Who is acting: a signed-in person, a script with a token, or the program itself. */
export interface Actor {
  readonly kind: 'user' | 'token' | 'system';
  readonly id: string | null;
  readonly name: string;
  readonly role: Role;
  /** What a token was made for; absent for people and the program, whose role says all. */
  readonly scopes?: readonly Scope[];
  /** The session a person acts in, and when they last proved in it who they are. */
  readonly session?: { readonly id: string; readonly confirmedAt: Date };
}

/** The program acting by itself: the worker and the command line. */
export const SYSTEM: Actor = { kind: 'system', id: null, name: 'system', role: 'admin' };

/** What every verb is given: nothing in lib/ reaches for a global. */
export interface Ctx {
  readonly db: Db;
  readonly actor: Actor;
  readonly now: () => Date;
  readonly logger: Logger;
  readonly queue: Queue;
  readonly secrets: SecretBox;
  /** What an operator settled for the whole installation and verbs have to respect. */
  readonly env: Pick<Env, 'APP_URL' | 'ALLOW_INSECURE_ODOO' | 'TIME_ZONE'>;
}

/** Runs `work` in one transaction; jobs queued with the inner context are queued only if it commits. */
export function inTransaction<C extends Ctx, T>(ctx: C, work: (ctx: C) => Promise<T>): Promise<T> {
  return ctx.db.transaction((tx) => work({ ...ctx, db: tx }));
}

/** @throws AppError forbidden unless an administrator is acting. */
export function requireAdmin(ctx: Ctx): void {
  if (ctx.actor.role !== 'admin') throw new AppError('forbidden');
}
