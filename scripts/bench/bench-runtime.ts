import { randomBytes } from 'node:crypto';
import { type Ctx, SYSTEM } from '@/lib/context';
import { readEnv } from '@/lib/env';
import { contextOf, openRuntime, type Runtime } from '@/lib/runtime';
import { startLocalPostgres } from '../support/local-postgres';
import { prepareDatabase } from '../support/product';

export interface BenchRuntime {
  readonly system: Runtime;
  readonly ctx: Ctx;
  /** What another process of the same product is given. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** A PostgreSQL of our own with an empty product on it. `more` is its environment where it matters. */
export async function openBenchRuntime(more: Record<string, string> = {}): Promise<BenchRuntime> {
  const server = await startLocalPostgres({ password: 'bench' });
  const environment = {
    DATABASE_URL: await prepareDatabase(server.url, 'bench'),
    APP_URL: 'http://127.0.0.1:3000',
    AUTH_SECRET: randomBytes(32).toString('hex'),
    ENCRYPTION_KEYS: `bench:${randomBytes(32).toString('base64')}`,
    LOG_LEVEL: 'silent',
    ...more,
  };
  const system = openRuntime(readEnv(environment));
  return {
    system,
    ctx: contextOf(system, SYSTEM),
    environment,
    close: async () => {
      await system.close();
      await server.stop();
    },
  };
}
