import { customType, timestamp, uuid } from 'drizzle-orm/pg-core';
import { v7 } from 'uuid';

/** Primary key: a UUIDv7 made by us, so that a record has its identity before any call to Odoo. */
export const id = () =>
  uuid()
    .primaryKey()
    .$defaultFn(() => v7());

export const instant = () => timestamp({ withTimezone: true, mode: 'date' });

/**
 * Any JSON value as it is. The library's own jsonb column parses once more what the driver has parsed already, so that
 * the text "19.90" would come back as the number 19.9.
 */
export const jsonValue = customType<{ data: unknown; driverData: unknown }>({
  dataType: () => 'jsonb',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => value,
});

/** created_at / updated_at in UTC. `updated_at` is kept by the triggers of the outbox migration where a table has one. */
export const timestamps = {
  createdAt: instant().notNull().defaultNow(),
  updatedAt: instant().notNull().defaultNow(),
};
