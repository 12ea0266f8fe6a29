/**
 * How Node was started for us (scripts/bootstrap.mjs), for what we start ourselves: a small nursery. By itself Node
 * lets the web process grow by another hundred megabytes that it never gives back, and is no faster.
 */
export function nodeFlags(): string[] {
  return process.execArgv.filter((flag) => flag.startsWith('--max-semi-space-size='));
}
