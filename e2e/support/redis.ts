import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Redis } from 'ioredis';
import { freePort } from '@/scripts/support/local-postgres';

const REDIS_SERVER = '/usr/bin/redis-server';

/** Debian's package; `npm test` installs it where it may. */
export const hasRedis = existsSync(REDIS_SERVER);

export interface RunningRedis {
  readonly url: string;
  stop(): void;
}

/** A Redis of its own that keeps nothing, once it answers. */
export async function startRedis(): Promise<RunningRedis> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const server = spawn(REDIS_SERVER, ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], {
    stdio: 'ignore',
  });
  const probe = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
  probe.on('error', () => undefined);
  await probe.ping();
  probe.disconnect();
  return { url, stop: () => void server.kill('SIGKILL') };
}
