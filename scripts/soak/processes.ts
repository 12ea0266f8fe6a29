import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgresClient from 'postgres';
import type { GuardedProcess } from '../support/guarded-process';
import { type LocalPostgres, startLocalPostgres } from '../support/local-postgres';
import { startProgram, startWeb } from '../support/product';

/** The program as it runs at a merchant's: processes that end however one likes, and are started again. */
export interface Machine {
  readonly postgres: LocalPostgres;
  start(environment: Readonly<Record<string, string>>): Promise<void>;
  /** kill -9, and started again. */
  kill(what: Part): Promise<void>;
  /** Starts again what has ended of its own, as whoever runs these processes does. */
  revive(): Promise<void>;
  /** Megabytes that the web process and the worker nobody kills hold now. */
  memory(): Promise<{ web: number; worker: number }>;
  /** Web and workers are asked to end; PostgreSQL stays. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

export const PARTS = ['worker', 'web', 'postgres'] as const;
export type Part = (typeof PARTS)[number];

/** A PostgreSQL that keeps what it has committed; its folder is below `dataDir`. */
export async function openMachine(dataDir: string, port: number): Promise<Machine> {
  const database = { dataDir: path.join(dataDir, 'postgres'), password: 'soak' };
  let postgres = await startLocalPostgres(database);
  const { port: postgresPort } = postgres;
  const folder = await dataFolder(postgres.url);
  let environment = process.env;
  const running: Partial<Record<'worker' | 'steady' | 'web', GuardedProcess>> = {};
  const ended = new WeakSet<GuardedProcess>();
  const watched = (one: GuardedProcess) => {
    void one.exited.then(() => ended.add(one));
    return one;
  };
  const output = (text: string) => {
    for (const line of text.split('\n')) if (/"level":[56]0/.test(line)) process.stderr.write(`${line}\n`);
  };
  const startWorker = () => watched(startProgram('scripts/worker.ts', [], environment, output));
  const startPart = {
    worker: async () => {
      running.worker = startWorker();
    },
    web: async () => {
      running.web = watched(await startWeb(port, environment, output));
    },
    postgres: async () => {
      postgres = await startLocalPostgres({ ...database, port: postgresPort });
    },
  };
  const rest = async () => {
    await Promise.all(Object.values(running).map((one) => one.stop()));
  };
  return {
    postgres,
    start: async (variables) => {
      environment = { ...process.env, ...variables };
      await startPart.web();
      running.steady = startWorker();
      await startPart.worker();
    },
    kill: async (what) => {
      if (what === 'postgres') {
        const [pid] = (await readFile(path.join(folder, 'postmaster.pid'), 'utf8')).split('\n');
        process.kill(Number(pid), 'SIGKILL');
        await postgres.stop();
      } else {
        for (const pid of await below(running[what]?.child.pid)) killHard(pid);
        await running[what]?.exited;
      }
      await startPart[what]();
    },
    revive: async () => {
      if (!(await answers(postgres.url))) {
        await postgres.stop();
        await startPart.postgres();
      }
      if (running.steady && ended.has(running.steady)) running.steady = startWorker();
      if (running.worker && ended.has(running.worker)) await startPart.worker();
      if (running.web && ended.has(running.web)) await startPart.web();
    },
    memory: async () => ({
      web: await megabytes(running.web?.child.pid, 'next'),
      worker: await megabytes(running.steady?.child.pid, 'jobs/worker.ts'),
    }),
    rest,
    close: async () => {
      await rest();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Where the server keeps its data: as root it may not be where it was asked to. */
async function dataFolder(url: string): Promise<string> {
  const sql = postgresClient(url, { max: 1 });
  try {
    const [row] = await sql<{ data_directory: string }[]>`show data_directory`;
    if (!row) throw new Error('no data directory');
    return row.data_directory;
  } finally {
    await sql.end();
  }
}

/** Whether PostgreSQL answers within the time that it may take to recover. */
async function answers(url: string): Promise<boolean> {
  const sql = postgresClient(url, { max: 1, connect_timeout: 10 });
  try {
    for (let second = 0; second < 20; second++) {
      if (
        await sql`select 1`.then(
          () => true,
          () => false,
        )
      )
        return true;
      await sleep(1_000);
    }
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

/** Every process that comes from this one, children before theirs. */
async function below(pid: number | undefined): Promise<number[]> {
  if (pid === undefined) return [];
  const found: number[] = [];
  const waiting = [pid];
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    const tasks = await readdir(`/proc/${at}/task`).catch(() => []);
    for (const task of tasks) {
      const children = await readFile(`/proc/${at}/task/${task}/children`, 'utf8').catch(() => '');
      const pids = children.split(' ').filter(Boolean).map(Number);
      found.push(...pids);
      waiting.push(...pids);
    }
  }
  return found;
}

/** Resident memory of the largest process below whose command holds the text. */
async function megabytes(pid: number | undefined, command: string): Promise<number> {
  const sizes = await Promise.all(
    (await below(pid)).map(async (one) => {
      const line = await readFile(`/proc/${one}/cmdline`, 'utf8').catch(() => '');
      if (!line.includes(command)) return 0;
      const status = await readFile(`/proc/${one}/status`, 'utf8').catch(() => '');
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
    }),
  );
  return Math.round(Math.max(0, ...sizes));
}
