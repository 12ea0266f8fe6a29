import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { id, instant, timestamps } from './columns';

export type Role = 'admin' | 'viewer';
/** What an API token is made for; see lib/auth/scopes.ts. */
export type Scope = 'read' | 'catalogue' | 'sync' | 'admin' | 'metrics';

export const users = pgTable(
  'users',
  {
    id: id(),
    email: text().notNull(),
    name: text().notNull(),
    /** scrypt, with its parameters and salt; never the password. */
    passwordHash: text().notNull(),
    role: text().$type<Role>().notNull(),
    locale: text().$type<'fr' | 'en'>().notNull().default('fr'),
    disabledAt: instant(),
    lastSignInAt: instant(),
    /** Secret of the authenticator, AES-256-GCM as other secrets; it counts once `totpEnabledAt` is set. */
    totpSecretEncrypted: text(),
    totpEnabledAt: instant(),
    /** The half minute whose code was used last: no code works twice. */
    totpLastStep: bigint({ mode: 'number' }),
    /** SHA-256 of each recovery code that is left. */
    recoveryHashes: jsonb().$type<string[]>().notNull().default([]),
    ...timestamps,
  },
  (t) => [uniqueIndex('users_email_key').on(sql`lower(${t.email})`)],
);

/** One sign-in of one person on one device, until they sign out, it is revoked, or its time is over. */
export const sessions = pgTable(
  'sessions',
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** What the browser says it is, cut short; for its owner to recognise it. */
    userAgent: text().notNull().default(''),
    address: text(),
    /** When the person last proved who they are; asked for again before what is dangerous. */
    confirmedAt: instant().notNull().defaultNow(),
    lastSeenAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [index('sessions_user_idx').on(t.userId)],
);

export const apiTokens = pgTable('api_tokens', {
  id: id(),
  name: text().notNull(),
  role: text().$type<Role>().notNull(),
  /** Null: all that its role may do, as tokens made before there were scopes. */
  scopes: jsonb().$type<Scope[]>(),
  /** SHA-256 of the token, hex. The token itself is shown once and kept nowhere. */
  tokenHash: text().notNull().unique(),
  /** First characters, to recognise a token in a list. */
  hint: text().notNull(),
  /** Its rights are never more than this person's now; null when it was made on the command line. */
  createdBy: uuid().references(() => users.id, { onDelete: 'set null' }),
  lastUsedAt: instant(),
  /** Null: never, for tokens made before there was an end. */
  expiresAt: instant(),
  revokedAt: instant(),
  ...timestamps,
});

/** Who changed which setting. Values that are secrets are never written here. */
export const auditEvents = pgTable('audit_events', {
  id: id(),
  at: instant().notNull().defaultNow(),
  actorKind: text().$type<'user' | 'token' | 'system'>().notNull(),
  actorId: uuid(),
  actorName: text().notNull(),
  action: text().notNull(),
  subjectKind: text().notNull(),
  subjectId: text(),
  details: jsonb().$type<Record<string, unknown>>().notNull().default({}),
});

/** A link sent by e-mail that lets its reader choose a password, once and for a short time. */
export const passwordLinks = pgTable(
  'password_links',
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    purpose: text().$type<'reset' | 'invitation'>().notNull(),
    /** SHA-256 of the link's token, hex; the token itself is in the letter alone. */
    tokenHash: text().notNull().unique(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [index('password_links_user_idx').on(t.userId, t.createdAt)],
);

/** Counts failed sign-ins per e-mail and address, across all web processes. */
export const signInAttempts = pgTable('sign_in_attempts', {
  key: text().primaryKey(),
  failures: integer().notNull().default(0),
  blockedUntil: instant(),
  lastAt: instant().notNull().defaultNow(),
});

/** Answers kept for repeated writes that carry an Idempotency-Key. */
export const idempotencyKeys = pgTable('idempotency_keys', {
  key: text().primaryKey(),
  requestHash: text().notNull(),
  done: boolean().notNull().default(false),
  status: integer(),
  body: jsonb(),
  createdAt: instant().notNull().defaultNow(),
});

export const LISTS_WITH_VIEWS = ['products', 'stock', 'orders'] as const;

/** A list as a person filters and sorts it, kept under a name. */
export const savedViews = pgTable(
  'saved_views',
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    list: text().$type<(typeof LISTS_WITH_VIEWS)[number]>().notNull(),
    name: text().notNull(),
    /** The parameters of the list's address, without a page's position. */
    query: jsonb().$type<Record<string, string>>().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [uniqueIndex('saved_views_name_key').on(t.userId, t.list, sql`lower(${t.name})`)],
);
