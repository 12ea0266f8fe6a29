import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { hasCrashed } from '@/lib/has-crashed';

const RESTART_MS = 1_000;

/**
 * Runs a program, named in `PM_WORKER`, until it ends. One that crashes is told of by its name and started again; with
 * any other end this process ends in the same way. The program's channel closes when this process dies, however: it has
 * to end then.
 */
export async function supervise(program: URL, crashed: (name: string) => Promise<void>): Promise<never> {
  let child: ChildProcess | undefined;
  let ending = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      ending = true;
      child?.kill(signal);
    });
  }
  for (;;) {
    const name = randomUUID();
    // A group of its own: Ctrl-C comes once, through us.
    child = fork(program, { detached: true, env: { ...process.env, PM_WORKER: name } });
    const [code, signal]: [number | null, NodeJS.Signals | null] = await ended(child);
    if (!hasCrashed(code, signal)) process.exit(signal === 'SIGKILL' ? 137 : (code ?? 1));
    process.stderr.write(`worker ${name} died of ${signal ?? code}\n`);
    await crashed(name).catch((error: unknown) =>
      process.stderr.write(`could not be noted: ${error instanceof Error ? error.message : String(error)}\n`),
    );
    if (ending) process.exit(134);
    await pause(RESTART_MS);
  }
}

async function ended(child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> {
  const [code, signal] = await once(child, 'exit');
  return [code, signal];
}
