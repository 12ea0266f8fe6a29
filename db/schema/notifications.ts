import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { id, instant, timestamps } from './columns';
import { integrations } from './integrations';
import { users } from './people';

/** States of an integration that a person is told of. */
export type NotificationKind =
  | 'authentication_lost'
  | 'safety_halt'
  | 'run_failing'
  | 'conflicts_waiting'
  | 'errors_growing'
  | 'key_expiring'
  | 'webhook_silent';

export type EmailChoice = 'off' | 'at_once' | 'digest';
export type WebhookFormat = 'json' | 'slack' | 'teams';

/** One state that began, and ended: while it lasts there is one row, however often it is looked at. */
export const notifications = pgTable(
  'notifications',
  {
    id: id(),
    integrationId: uuid()
      .notNull()
      .references(() => integrations.id, { onDelete: 'cascade' }),
    kind: text().$type<NotificationKind>().notNull(),
    /** For the sentence: figures, or the code of Odoo's refusal with its parameters. Kept up to date while it lasts. */
    params: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    raisedAt: instant().notNull().defaultNow(),
    endedAt: instant(),
  },
  (t) => [
    uniqueIndex('notifications_open_key').on(t.integrationId, t.kind).where(sql`${t.endedAt} is null`),
    index('notifications_raised_idx').on(t.raisedAt, t.id),
  ],
);

/** What a person wants to hear of one kind; without a row the standard of their role (lib/notifications/kinds.ts). */
export const notificationChoices = pgTable(
  'notification_choices',
  {
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text().$type<NotificationKind>().notNull(),
    /** Shown under the bell. */
    bell: boolean().notNull(),
    email: text().$type<EmailChoice>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.kind] })],
);

/** When a person last looked under the bell. */
export const notificationsSeen = pgTable('notifications_seen', {
  userId: uuid()
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  seenAt: instant().notNull(),
});

/** An address outside that is told, such as an incoming webhook of Slack or Teams. */
export const notificationWebhooks = pgTable('notification_webhooks', {
  id: id(),
  name: text().notNull(),
  /** The address itself opens the channel to whoever knows it: encrypted like a key. */
  urlEncrypted: text().notNull(),
  /** The host, to recognise it in a list. */
  host: text().notNull(),
  format: text().$type<WebhookFormat>().notNull(),
  secretEncrypted: text().notNull(),
  kinds: jsonb().$type<NotificationKind[]>().notNull(),
  /** Of the sentences it is sent. */
  locale: text().$type<'fr' | 'en'>().notNull().default('fr'),
  enabled: boolean().notNull().default(true),
  ...timestamps,
});

/** A letter or call that is due, in the transaction that noticed the state; sent at least once. */
export const notificationDeliveries = pgTable(
  'notification_deliveries',
  {
    id: id(),
    notificationId: uuid()
      .notNull()
      .references(() => notifications.id, { onDelete: 'cascade' }),
    event: text().$type<'raised' | 'ended'>().notNull(),
    userId: uuid().references(() => users.id, { onDelete: 'cascade' }),
    webhookId: uuid().references(() => notificationWebhooks.id, { onDelete: 'cascade' }),
    /** When it may go out: at once, with the day's digest, or after the pause that follows a failure. */
    dueAt: instant().notNull(),
    attempts: integer().notNull().default(0),
    sentAt: instant(),
    /** Why it failed last, in the words of the other side. */
    failure: text(),
  },
  (t) => [
    index('notification_deliveries_due_idx').on(t.dueAt).where(sql`${t.sentAt} is null`),
    index('notification_deliveries_of_idx').on(t.notificationId),
  ],
);
