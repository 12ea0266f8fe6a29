import { type ChildProcess, spawn } from 'node:child_process';
import type { Stage } from './stage';

/** `npm run worker` against the stage's database, as on another machine. `keys`: the ENCRYPTION_KEYS of the stage. */
export function startWorkerProcess(stage: Stage, keys: string): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'scripts/worker.ts'], {
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
