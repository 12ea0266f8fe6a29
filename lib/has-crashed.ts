/** Deaths of a process's own making; SIGKILL and SIGTERM come from outside. */
const CRASHES: ReadonlySet<string | number> = new Set([
  ...['SIGABRT', 'SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGTRAP', 'SIGFPE'],
  ...[132, 133, 134, 135, 136, 139],
]);

/** Whether a process that ended so crashed: out of memory, or aborted. */
export function hasCrashed(code: number | null, signal: NodeJS.Signals | null): boolean {
  return CRASHES.has(signal ?? code ?? 0);
}
