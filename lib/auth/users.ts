import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '@/db/client';
import { users } from '@/db/schema/people';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { recordAudit } from './audit';
import { hashPassword, passwordSchema } from './password';

const USERS_LOCK = 7205;

export const createUserInput = z.object({
  email: z.email().max(200),
  name: z.string().trim().min(1).max(100),
  password: passwordSchema,
  role: z.enum(['admin', 'viewer']),
  locale: z.enum(['fr', 'en']).default('fr'),
});
export const firstAdminInput = createUserInput.omit({ role: true });
export const updateUserInput = createUserInput
  .extend({ locale: z.enum(['fr', 'en']), disabled: z.boolean() })
  .omit({ email: true })
  .partial();

/** A user without what proves who they are. */
export type User = Omit<
  typeof users.$inferSelect,
  'passwordHash' | 'totpSecretEncrypted' | 'totpLastStep' | 'recoveryHashes'
>;

const visible = {
  id: users.id,
  email: users.email,
  name: users.name,
  role: users.role,
  locale: users.locale,
  disabledAt: users.disabledAt,
  totpEnabledAt: users.totpEnabledAt,
  lastSignInAt: users.lastSignInAt,
  createdAt: users.createdAt,
  updatedAt: users.updatedAt,
};

/** True until the first administrator exists: the application then only offers to create one (C7). */
export async function needsSetup(db: Db): Promise<boolean> {
  return (await db.select({ id: users.id }).from(users).limit(1)).length === 0;
}

/** Creates the first administrator; only once, however many ask at the same time. @throws AppError already_set_up */
export async function createFirstAdmin(ctx: Ctx, input: z.output<typeof firstAdminInput>): Promise<User> {
  return inTransaction(ctx, async (inner) => {
    await inner.db.execute(sql`select pg_advisory_xact_lock(${USERS_LOCK})`);
    if (!(await needsSetup(inner.db))) throw new AppError('already_set_up');
    return insertUser(inner, { ...input, role: 'admin' });
  });
}

/** @throws AppError forbidden, email_taken */
export async function createUser(ctx: Ctx, input: z.output<typeof createUserInput>): Promise<User> {
  requireAdmin(ctx);
  return inTransaction(ctx, (inner) => insertUser(inner, input));
}

/** @throws AppError forbidden */
export async function listUsers(ctx: Ctx): Promise<User[]> {
  requireAdmin(ctx);
  return ctx.db.select(visible).from(users).orderBy(asc(users.email));
}

/** Changes a user; a new password or a disabled account ends their sessions. @throws AppError forbidden, not_found, last_admin */
export async function updateUser(
  ctx: Ctx,
  id: string,
  input: z.output<typeof updateUserInput>,
): Promise<User> {
  requireAdmin(ctx);
  const { password, disabled, ...fields } = input;
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  return inTransaction(ctx, async (inner) => {
    await inner.db.execute(sql`select pg_advisory_xact_lock(${USERS_LOCK})`);
    const [user] = await inner.db
      .update(users)
      .set({
        ...fields,
        ...(passwordHash ? { passwordHash } : {}),
        ...(disabled === undefined ? {} : { disabledAt: disabled ? ctx.now() : null }),
        updatedAt: ctx.now(),
      })
      .where(eq(users.id, id))
      .returning(visible);
    if (!user) throw new AppError('not_found');
    if (user.role !== 'admin' || user.disabledAt) await requireAnotherAdmin(inner.db, id);
    const details = {
      email: user.email,
      ...fields,
      ...(disabled === undefined ? {} : { disabled }),
      password_changed: password !== undefined,
    };
    await recordAudit(inner, { action: 'user.updated', subject: { kind: 'user', id }, details });
    return user;
  });
}

async function insertUser(
  ctx: Ctx,
  { password, ...fields }: z.output<typeof createUserInput>,
): Promise<User> {
  const [user] = await ctx.db
    .insert(users)
    .values({ ...fields, passwordHash: await hashPassword(password) })
    .onConflictDoNothing()
    .returning(visible);
  if (!user) throw new AppError('email_taken');
  const details = { email: user.email, role: user.role };
  await recordAudit(ctx, { action: 'user.created', subject: { kind: 'user', id: user.id }, details });
  return user;
}

async function requireAnotherAdmin(db: Db, id: string): Promise<void> {
  const others = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, 'admin'), isNull(users.disabledAt), ne(users.id, id)))
    .limit(1);
  if (others.length === 0) throw new AppError('last_admin');
}
