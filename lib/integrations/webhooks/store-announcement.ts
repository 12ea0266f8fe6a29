import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { z } from 'zod';
import type { Db } from '@/db/client';
import { AppError } from '@/lib/errors';
import { databaseCodes } from '@/lib/http/database-failure';
import type { WebhookTopic } from './topics';

/** One statement stores at most so many. */
const BATCH = 500;
/** For Odoo 17 and 18 to commit: they announce before they do. */
export const SETTLE_SECONDS = 0.3;

/** A record of Odoo that is said to have changed. */
export interface Announcement {
  readonly integrationId: string;
  readonly topic: WebhookTopic;
  readonly odooModel: string;
  readonly odooId: number;
  /** The body as it is kept for people to read. */
  readonly body: string;
  /** SHA-256 of the body: equal bodies are one event while that waits. */
  readonly digest: string;
  /** The body says when the record changed, so that equal bodies are one change also afterwards. */
  readonly dated: boolean;
  readonly receivedAt: Date;
}

interface Waiting {
  readonly announcement: Announcement;
  readonly settle: (isNew: boolean) => void;
  readonly fail: (error: unknown) => void;
}

const FOREIGN_KEY_VIOLATION = '23503';
const writers = new WeakMap<Db, Waiting[]>();
const storedRow = z.object({ integration_id: z.uuid(), digest: z.string(), is_new: z.boolean() });
const keyOf = (integrationId: string, digest: string) => `${integrationId} ${digest}`;

/**
 * Stores an announcement and resolves, once it is committed, to whether it was a new one. What arrives while a
 * statement is under way goes into the next one together. @throws AppError unauthenticated for an integration that has
 * been deleted meanwhile
 */
export function storeAnnouncement(db: Db, announcement: Announcement): Promise<boolean> {
  return new Promise((settle, fail) => {
    const waiting = writers.get(db);
    const item = { announcement, settle, fail };
    if (waiting) {
      waiting.push(item);
    } else {
      const first = [item];
      writers.set(db, first);
      void drain(db, first);
    }
  });
}

async function drain(db: Db, waiting: Waiting[]): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  while (waiting.length > 0) await store(db, waiting.splice(0, BATCH));
  writers.delete(db);
}

/** Never rejects: each one is told. */
async function store(db: Db, batch: readonly Waiting[]): Promise<void> {
  try {
    const isNew = await insert(
      db,
      batch.map(({ announcement }) => announcement),
    );
    for (const { announcement, settle } of batch) {
      // The first of equals is the new one.
      settle(isNew.delete(keyOf(announcement.integrationId, announcement.digest)));
    }
  } catch (error) {
    const ofDeleted = databaseCodes(error).includes(FOREIGN_KEY_VIOLATION);
    if (ofDeleted && batch.length > 1) {
      for (const one of batch) await store(db, [one]);
    } else {
      for (const { fail } of batch) fail(ofDeleted ? new AppError('unauthenticated') : error);
    }
  }
}

/** The keys of those that were not there. Announced once more while it is looked for: the looks begin anew, or this change would wait for the last. */
async function insert(db: Db, announcements: readonly Announcement[]): Promise<Set<string>> {
  const distinct = new Map(announcements.map((one) => [keyOf(one.integrationId, one.digest), one]));
  const rows = JSON.stringify([...distinct.values()].map((one) => ({ id: v7(), ...one })));
  const stored = await db.execute(sql`
    insert into webhook_events (id, integration_id, topic, odoo_model, odoo_id, body, digest, received_at, due_at)
    select e.id, e."integrationId", e.topic, e."odooModel", e."odooId", e.body, e.digest, e."receivedAt",
      now() + make_interval(secs => ${SETTLE_SECONDS})
    from jsonb_to_recordset(${rows}::jsonb) e(id uuid, "integrationId" uuid, topic text, "odooModel" text,
      "odooId" int, body text, digest text, dated bool, "receivedAt" timestamptz)
    where not (e.dated and exists (select 1 from webhook_events w where w.integration_id = e."integrationId"
      and w.digest = e.digest and w.received_at > e."receivedAt" - interval '24 hours'))
    order by e."integrationId", e.digest
    on conflict (integration_id, digest) where status = 'pending'
      do update set received_at = excluded.received_at, due_at = excluded.due_at, attempts = 0,
        deliveries = webhook_events.deliveries + 1
    returning integration_id, digest, xmax = 0 as is_new`);
  return new Set(
    z
      .array(storedRow)
      .parse([...stored])
      .flatMap((row) => (row.is_new ? keyOf(row.integration_id, row.digest) : [])),
  );
}
