import { and, eq, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { orders } from '@/db/schema/orders';
import { runChanges } from '@/db/schema/runs';
import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { digestOf, NOBODY } from './forgotten-customer';

const BATCH = 500;
const CUSTOMER_FIELDS = ['customer_name', 'customer_email', 'customer_address'];

/** Whose orders: of one person, by e-mail or by name as the orders show it, or all that are older. Both: both must hold. */
export const forgetCustomersInput = z
  .strictObject({
    email: z.email().max(200).optional(),
    name: z.string().trim().min(1).max(200).optional(),
    /** Orders placed before this day. */
    before: z.iso
      .date()
      .transform((day) => new Date(day))
      .optional(),
  })
  .refine((input) => Object.values(input).some((value) => value !== undefined), { error: 'nobody_named' });

export interface WhoseOrders {
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  readonly before?: Date | undefined;
}

/**
 * Makes the customers of orders anonymous, here and in the history of runs; orders and their figures stay. Odoo keeps
 * what it has: a later import brings a customer back only if their contact has changed in Odoo since. Audited, without
 * saying who. @returns how many orders were changed @throws AppError forbidden
 */
export async function forgetCustomers(ctx: Ctx, whose: WhoseOrders): Promise<number> {
  requireAdmin(ctx);
  let total = 0;
  for (;;) {
    const done = await inTransaction(ctx, (inner) => forgetBatch(inner, whose));
    total += done;
    if (done < BATCH) break;
  }
  if (total > 0) {
    const before = whose.before?.toISOString().slice(0, 10);
    const by = whose.email !== undefined || whose.name !== undefined ? 'person' : 'age';
    await recordAudit(ctx, {
      action: 'customers.forgotten',
      subject: { kind: 'orders' },
      details: { orders: total, by, ...(before ? { before } : {}) },
    });
  }
  return total;
}

async function forgetBatch({ db, now }: Ctx, whose: WhoseOrders): Promise<number> {
  const found = await db
    .select()
    .from(orders)
    .where(and(isNull(orders.customerForgottenAt), known, ...matching(whose)))
    .limit(BATCH)
    .for('update');
  if (found.length === 0) return 0;
  for (const order of found) {
    await db
      .update(orders)
      .set({ ...NOBODY, customerForgottenAt: now(), customerDigest: digestOf(order) })
      .where(eq(orders.id, order.id));
  }
  const ids = found.map(({ id }) => id);
  await db
    .update(runChanges)
    .set({ fields: sql`${runChanges.fields} - ${sql.param(CUSTOMER_FIELDS)}::text[]` })
    .where(and(eq(runChanges.kind, 'order'), inArray(runChanges.localId, ids)));
  return found.length;
}

/** Where there is nobody, nobody is to be forgotten. */
const known = or(
  sql`${orders.customerName} <> ''`,
  sql`${orders.customerEmail} is not null`,
  sql`${orders.customerAddress} is not null`,
);

function matching({ email, name, before }: WhoseOrders): SQL[] {
  return [
    ...(email === undefined ? [] : [sql`lower(${orders.customerEmail}) = lower(${email})`]),
    ...(name === undefined ? [] : [sql`text_key(${orders.customerName}) = text_key(${name})`]),
    ...(before === undefined ? [] : [lt(orders.orderedAt, before)]),
  ];
}
