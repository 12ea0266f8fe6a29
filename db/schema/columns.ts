import { timestamp, uuid } from 'drizzle-orm/pg-core';
import { v7 } from 'uuid';

/** Primary key: a UUIDv7 made by us, so that a record has its identity before any call to Odoo. */
export const id = () =>
  uuid()
    .primaryKey()
    .$defaultFn(() => v7());

export const instant = () => timestamp({ withTimezone: true, mode: 'date' });

/** created_at / updated_at in UTC. `updated_at` is kept by the triggers of the outbox migration where a table has one. */
export const timestamps = {
  createdAt: instant().notNull().defaultNow(),
  updatedAt: instant().notNull().defaultNow(),
};
