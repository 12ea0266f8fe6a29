import { type ChildProcess, spawn } from 'node:child_process';
import type { Stage } from './stage';

/**
 * `npm run worker` against the stage's database, as on another machine; or the worker alone, without who watches over
 * it. `keys`: the ENCRYPTION_KEYS of the stage.
 */
export function startWorkerProcess(
  stage: Stage,
  keys: string,
  program: 'scripts/worker.ts' | 'jobs/worker.ts' = 'scripts/worker.ts',
): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', program], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: stage.runtime.database.url,
      DATA_DIR: stage.folder,
      APP_URL: stage.runtime.env.APP_URL,
      AUTH_SECRET: 'x'.repeat(40),
      ENCRYPTION_KEYS: keys,
      LOG_LEVEL: 'fatal',
      NODE_ENV: 'test',
    },
  });
}
