import { randomBytes } from 'node:crypto';
import type { orders } from '@/db/schema/orders';
import { sha256 } from '@/lib/crypto/compare';

type OrderRow = typeof orders.$inferSelect;
export type Customer = Pick<OrderRow, 'customerName' | 'customerEmail' | 'customerAddress'>;

/** What an order says of a customer that was made anonymous. */
export const NOBODY = { customerName: '', customerEmail: null, customerAddress: null } satisfies Customer;

/** Recognises a customer without saying who they are; each order has a salt of its own, so no two are tied together. */
export function digestOf(customer: Customer, salt = randomBytes(16).toString('hex')): string {
  const { customerName: name, customerEmail: email, customerAddress: at } = customer;
  const address = at && [at.street, at.street2, at.zip, at.city, at.country];
  return `${salt}:${sha256(JSON.stringify([salt, name, email, address]))}`;
}

/** Whether the order's customer was made anonymous here and is in Odoo still who they were then. */
export function isForgotten({ customerDigest }: Pick<OrderRow, 'customerDigest'>, now: Customer): boolean {
  if (customerDigest === null) return false;
  return digestOf(now, customerDigest.slice(0, customerDigest.indexOf(':'))) === customerDigest;
}
