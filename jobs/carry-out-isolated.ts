import { fork } from 'node:child_process';
import { once } from 'node:events';
import { v7 } from 'uuid';
import { SYSTEM } from '@/lib/context';
import { hasCrashed } from '@/lib/has-crashed';
import { contextOf, type Runtime } from '@/lib/runtime';
import { isFree } from '@/lib/sync/engine/claim-run';
import { noteCrash } from '@/lib/sync/engine/note-crash';

/**
 * Carries out a run in a process of its own and notes it should that one die of it. Asked to stop, so is the process.
 * None is started for a run that another has: the job of a worker that died comes again half a minute later, when its
 * run has long been handed on.
 * @throws Error when it ends in any other way before its time: the job is given to somebody again
 */
export async function carryOutIsolated(system: Runtime, runId: string, signal: AbortSignal): Promise<void> {
  if (!(await isFree(system.db, runId))) return;
  const name = v7();
  const program = new URL('./isolated-run.ts', import.meta.url);
  const child = fork(program, { env: { ...process.env, PM_WORKER: name, PM_RUN: runId } });
  const stop = () => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop);
  try {
    const [code, cause]: [number | null, NodeJS.Signals | null] = await ended(child);
    if (hasCrashed(code, cause)) await noteCrash(contextOf(system, SYSTEM, { run_id: runId }), name);
    else if (code !== 0) throw new Error(`The process of the run ended with ${cause ?? code}`);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function ended(child: ReturnType<typeof fork>): Promise<[number | null, NodeJS.Signals | null]> {
  const [code, signal] = await once(child, 'exit');
  return [code, signal];
}
