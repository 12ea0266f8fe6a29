// Runs a program of this repository on a machine that has nothing but Node ≥ 18 and a clone: installs
// the packages when they are not what package-lock.json says, then runs the program with the Node
// version the project is made for (the npm package `node`). Usage: node scripts/bootstrap.mjs FILE [ARGS]
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [target, ...args] = process.argv.slice(2);
// Room for what has just been made. By itself Node takes so much more of it that reading the sources alone leaves a worker
// at twice its size for good; what it forks inherits this.
const MEMORY = ['--max-semi-space-size=4'];

if (!isInstalled()) install();
run();

/**
 * True when every package the lock file asks for is installed in that very version. In production those for development
 * may be left out (`npm ci --omit=dev`), as in the image.
 */
function isInstalled() {
  const wanted = readLock('package-lock.json');
  const present = readLock('node_modules/.package-lock.json');
  if (!wanted || !present || !existsSync(path.join(root, 'node_modules/.bin/node'))) return false;
  return Object.entries(wanted).every(
    ([name, { version, dev, optional, devOptional }]) =>
      name === '' ||
      optional ||
      devOptional ||
      (dev && process.env.NODE_ENV === 'production') ||
      present[name]?.version === version,
  );
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function install() {
  process.stderr.write('Installing the packages (the first time takes a minute or two) …\n');
  const options = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', options, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    process.stderr.write('The packages could not be installed: see the lines above.\n');
    process.exit(1);
  }
}

function run() {
  const bin = path.join(root, 'node_modules/.bin');
  const child = spawn(
    path.join(bin, 'node'),
    [...MEMORY, '--import', 'tsx', path.join(root, target), ...args],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` },
    },
  );
  // Ctrl-C reaches the child by itself; the others are passed on. Either way the child decides when to end.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}
