import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Runtime } from './runtime';
import { storeOf } from './storage/open-store';

export const CHECKS = ['database', 'schema', 'queue', 'storage'] as const;
export type CheckName = (typeof CHECKS)[number];

export interface HealthCheck {
  readonly name: CheckName;
  readonly ok: boolean;
  readonly milliseconds: number;
  readonly error?: unknown;
}

const found = z.array(z.object({ found: z.boolean() })).min(1);

/** Asks everything the application stands on, each for at most `seconds`. */
export async function checkHealth(system: Runtime, seconds = 5): Promise<HealthCheck[]> {
  const exists = async (table: string) => {
    const rows = found.parse(await system.db.execute(sql`select to_regclass(${table}) is not null as found`));
    if (!rows[0]?.found) throw new Error(`table ${table} is missing`);
  };
  return Promise.all([
    timed('database', seconds, () => system.db.execute(sql`select 1`)),
    timed('schema', seconds, () => exists('public.products')),
    timed('queue', seconds, () => exists('pgboss.job')),
    timed('storage', seconds, () => storeOf(system.env).check()),
  ]);
}

async function timed(name: CheckName, seconds: number, ask: () => Promise<unknown>): Promise<HealthCheck> {
  const start = performance.now();
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${seconds} s`)), seconds * 1000);
    });
    await Promise.race([ask(), late]);
    return { name, ok: true, milliseconds: Math.round(performance.now() - start) };
  } catch (error) {
    return { name, ok: false, milliseconds: Math.round(performance.now() - start), error };
  } finally {
    clearTimeout(timer);
  }
}
