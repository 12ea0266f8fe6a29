import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { connect } from '@/db/client';
import { migrate } from '@/db/migrate';
import { installQueues } from '@/jobs/install';
import { type GuardedProcess, spawnGuarded } from './guarded-process';
import { nodeFlags } from './node-flags';

type Output = (text: string) => void;

/** Creates the database if it is not there, and brings it to this version's schema. */
export async function prepareDatabase(serverUrl: string, name: string): Promise<string> {
  const admin = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  try {
    const [found] = await admin`select 1 from pg_database where datname = ${name}`;
    if (!found) await admin`create database ${admin(name)}`;
  } finally {
    await admin.end({ timeout: 5 });
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const { db, close } = connect(url.href, { max: 2 });
  try {
    await migrate(db);
  } finally {
    await close();
  }
  await installQueues(url.href);
  return url.href;
}

/** A TypeScript program of this repository as a process of its own that ends with us. */
export function startProgram(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  onOutput: Output,
): GuardedProcess {
  return spawnGuarded(process.execPath, [...nodeFlags(), '--import', 'tsx', file, ...args], {
    env,
    onOutput,
  });
}

/** The built web application, answering when this resolves. */
export async function startWeb(
  port: number,
  env: NodeJS.ProcessEnv,
  onOutput: Output,
): Promise<GuardedProcess> {
  const args = [
    ...nodeFlags(),
    'node_modules/next/dist/bin/next',
    'start',
    '--hostname',
    '127.0.0.1',
    '--port',
    String(port),
  ];
  const web = spawnGuarded(process.execPath, args, {
    env: { ...env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    onOutput,
  });
  await untilAnswers(`http://127.0.0.1:${port}/api/health`, web);
  return web;
}

/** Waits until the address answers 200. @throws Error when the process ends first, or has not answered in `minutes` */
export async function untilAnswers(url: string, server: GuardedProcess, minutes = 2): Promise<void> {
  let ended = false;
  void server.exited.then(() => {
    ended = true;
  });
  for (const deadline = Date.now() + minutes * 60_000; Date.now() < deadline && !ended; await sleep(100)) {
    const ok = await fetch(url, { signal: AbortSignal.timeout(5000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
  }
  throw new Error(ended ? `The server for ${url} ended before it answered.` : `No answer from ${url}.`);
}
