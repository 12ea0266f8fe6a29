import { randomBytes } from 'node:crypto';
import type { Role } from '@/db/schema/people';
import { createToken } from '@/lib/auth/api-tokens';
import { type Ctx, SYSTEM } from '@/lib/context';
import { readEnv } from '@/lib/env';
import { contextOf, openRuntime, type Runtime } from '@/lib/runtime';
import { createTestDatabase, type TestDatabase } from './database';

export interface TestRuntime extends Runtime {
  readonly database: TestDatabase;
  /** The program itself, an administrator. */
  readonly ctx: Ctx;
  /** A new API token of that role. */
  token(role: Role): Promise<string>;
  drop(): Promise<void>;
}

/** Everything verbs and route handlers need, over a fresh database; silent unless LOG_LEVEL says otherwise. */
export async function createTestRuntime(overrides: Record<string, string> = {}): Promise<TestRuntime> {
  const database = await createTestDatabase();
  const env = readEnv({
    DATABASE_URL: database.url,
    APP_URL: 'http://127.0.0.1:3000',
    AUTH_SECRET: randomBytes(32).toString('hex'),
    ENCRYPTION_KEYS: `test:${randomBytes(32).toString('base64')}`,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    NODE_ENV: 'test',
    ...overrides,
  });
  const runtime = openRuntime(env, { maxConnections: 5 });
  const ctx = contextOf(runtime, SYSTEM);
  return {
    ...runtime,
    database,
    ctx,
    token: async (role) => (await createToken(ctx, { name: `test ${role}`, role })).token,
    drop: async () => {
      await runtime.close();
      await database.drop();
    },
  };
}
