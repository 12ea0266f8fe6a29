import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Runs the command, waits for the pipe on standard input to close, then ends the command. The pipe
 * closes when the parent asks for it and also when the parent dies of anything, even SIGKILL, so a
 * guarded process can never be left behind.
 */
const GUARD = `
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
(
  exec >/dev/null 2>&1
  read -r _ <&3
  kill -$GUARD_SIGNAL $child
  for tenth in $(seq 300); do sleep 0.1 3<&-; done
  kill -KILL $child
) &
reader=$!
trap '' INT TERM HUP
wait $child
code=$?
kill -KILL $reader 2>/dev/null
[ -z "$GUARD_REMOVE" ] || rm -rf "$GUARD_REMOVE"
exit $code
`;

export interface GuardedProcess {
  readonly child: ChildProcess;
  /** Settles with the exit code when the process and its guard are gone. */
  readonly exited: Promise<number>;
  /** Ends the process with its signal and waits for it. */
  stop(): Promise<void>;
}

export interface GuardOptions {
  readonly signal?: 'TERM' | 'INT';
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Run as this user (only when we are root). */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  /** A folder to remove once the process has ended. */
  readonly removeAfter?: string;
  readonly onOutput?: (text: string) => void;
}

/** Starts a program that ends when this program does, however this program ends. */
export function spawnGuarded(
  command: string,
  args: readonly string[],
  options: GuardOptions = {},
): GuardedProcess {
  const child = spawn('/bin/sh', ['-c', GUARD, 'guard', command, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    cwd: options.cwd,
    env: {
      ...(options.env ?? process.env),
      GUARD_SIGNAL: options.signal ?? 'TERM',
      GUARD_REMOVE: options.removeAfter ?? '',
    },
    ...options.user,
  });
  const forward = (chunk: Buffer) => options.onOutput?.(chunk.toString('utf8'));
  child.stdout.on('data', forward);
  child.stderr.on('data', forward);
  child.stdin.on('error', () => undefined);
  const exited = new Promise<number>((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('error', () => resolve(1));
  });
  return {
    child,
    exited,
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
