import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { z } from 'zod';
import { runs } from '@/db/schema/runs';
import { OdooUser } from '@/e2e/support/odoo-user';
import type { ProductState } from '@/e2e/support/product-state';
import { SYSTEM } from '@/lib/context';
import { readEnv } from '@/lib/env';
import { contextOf, openRuntime } from '@/lib/runtime';
import { noteCrash } from '@/lib/sync/engine/note-crash';
import { ProductApi } from './api';
import type { Shop } from './shop';

/** Moments of the shop's life, in the order in which they come about; most pictures are of an open day. */
export const MOMENTS = [
  'open',
  'halted',
  'parked',
  'odoo_went_back',
  'page_fails',
  'frame_fails',
  'nobody_signed_up',
] as const;

export type Moment = (typeof MOMENTS)[number];

const ids = z.array(z.number());
/** Odoo tells when a record was made by the second, and to restore takes longer than that. */
const RESTORING_MS = 2_000;

/** Lets a moment come about, and what is to be put right after it. */
export async function bringAbout(
  moment: Moment,
  { baseUrl, state, shop }: { baseUrl: string; state: ProductState; shop: Shop },
): Promise<() => Promise<unknown>> {
  const api = new ProductApi(baseUrl, state.token);
  const odoo = await OdooUser.signIn(state.odoo);
  const run = (body?: object) => api.synchronise(shop.integration, body);
  switch (moment) {
    case 'open':
      return async () => undefined;
    case 'halted': {
      const all = ids.parse(await odoo.call('product.template', 'search', [[]]));
      const third = all.slice(0, Math.round(all.length / 3));
      await odoo.call('product.template', 'write', [third, { active: false }]);
      await run();
      return async () => {
        await odoo.call('product.template', 'write', [third, { active: true }]);
        await run({ confirmed: true });
      };
    }
    case 'parked':
      await crashTwice(state.databaseUrl, baseUrl, shop.integration);
      return () => run();
    case 'odoo_went_back':
      await standIn(state, 'backup');
      await makeProducts(odoo, ['Bougie cannelle', 'Bougie vanille']);
      await run();
      await standIn(state, 'restore');
      await sleep(RESTORING_MS);
      await makeProducts(odoo, ['Chaise haute', 'Chaise basse']);
      await run();
      return async () => undefined;
    case 'page_fails':
      return without(state, 'audit_events');
    case 'frame_fails':
      return without(state, 'integrations');
    case 'nobody_signed_up':
      await inDatabase(state, (sql) => sql`truncate users cascade`);
      return async () => undefined;
  }
}

/** A run of which the second process has just died. */
async function crashTwice(databaseUrl: string, baseUrl: string, integrationId: string): Promise<void> {
  const environment = readEnv({
    DATABASE_URL: databaseUrl,
    APP_URL: baseUrl,
    // Nothing is signed or read in secret here.
    AUTH_SECRET: randomBytes(32).toString('hex'),
    ENCRYPTION_KEYS: `none:${randomBytes(32).toString('base64')}`,
    LOG_LEVEL: 'fatal',
  });
  const system = openRuntime(environment, { maxConnections: 2 });
  try {
    const now = new Date();
    await system.db.insert(runs).values({
      integrationId,
      trigger: 'schedule',
      mode: 'incremental',
      status: 'running',
      workerId: 'dead/1',
      crashes: 1,
      startedAt: now,
      heartbeatAt: now,
    });
    await noteCrash(contextOf(system, SYSTEM), 'dead');
  } finally {
    await system.close();
  }
}

const makeProducts = (odoo: OdooUser, names: readonly string[]) =>
  odoo.call('product.template', 'create', [names.map((name) => ({ name }))]);

async function standIn({ odoo }: ProductState, work: 'backup' | 'restore'): Promise<void> {
  const answer = await fetch(`${odoo.url}/__standin/${work}`, { method: 'POST' });
  if (!answer.ok) throw new Error(`The stand-in did not ${work}: ${answer.status}`);
}

/** A table is away, as if the database had lost it; it comes back after the pictures. */
async function without(state: ProductState, table: string): Promise<() => Promise<unknown>> {
  const away = `${table}_away`;
  await inDatabase(state, (sql) => sql`alter table ${sql(table)} rename to ${sql(away)}`);
  return () => inDatabase(state, (sql) => sql`alter table ${sql(away)} rename to ${sql(table)}`);
}

async function inDatabase(
  { databaseUrl }: ProductState,
  work: (sql: postgres.Sql) => Promise<unknown>,
): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}
