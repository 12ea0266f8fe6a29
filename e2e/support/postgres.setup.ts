import { startLocalPostgres } from '@/scripts/support/local-postgres';

/**
 * One PostgreSQL server for the whole test run, on a free port and in a temporary folder, so that
 * several runs on one machine do not meet. `TEST_DATABASE_URL` names another server to use instead.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_DATABASE_URL) return undefined;
  const server = await startLocalPostgres({ password: 'test' });
  process.env.TEST_DATABASE_URL = server.url;
  return async () => {
    delete process.env.TEST_DATABASE_URL;
    await server.stop();
  };
}
