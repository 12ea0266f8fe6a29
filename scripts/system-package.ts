import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * A program the tests run, installed from the system's packages where it is missing: as root, or
 * through sudo where that asks for no password.
 *
 * @returns whether the program is there afterwards
 */
export function installSystemPackage(name: string, program: string): boolean {
  if (existsSync(program)) return true;
  process.stdout.write(`Installing ${name} for the tests …\n`);
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  // A run level of one keeps the package from starting a service of its own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  for (const command of ['apt-get update -qq', `apt-get install -y -qq --no-install-recommends ${name}`]) {
    const [first = '', ...args] = [...sudo, ...command.split(' ')];
    spawnSync(first, args, { stdio: ['ignore', 'ignore', 'inherit'], env });
  }
  return existsSync(program);
}
