// `npm run check`: format and lint, types, architecture rules, all at once; seconds, no database.
import { spawn } from 'node:child_process';

const bin = 'node_modules/.bin/';
const folders = [
  'app',
  'components',
  'lib',
  'db',
  'jobs',
  'e2e',
  'scripts',
  'instrumentation.ts',
  'proxy.ts',
];
const CHECKS = [
  [
    'format and lint',
    `${bin}biome`,
    ['ci', '--error-on-warnings', '--diagnostic-level=warn', '--colors=off', '.'],
  ],
  ['types', `${bin}tsc`, ['--noEmit']],
  [
    'architecture',
    process.execPath,
    [
      '--import',
      './scripts/support/swc-with-tsx.mjs',
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.mjs',
      ...folders,
    ],
  ],
];

const results = await Promise.all(CHECKS.map(([name, command, args]) => check(name, command, args)));
for (const { name, code, output, seconds } of results) {
  if (code !== 0) process.stdout.write(`${output.trim()}\n`);
  process.stdout.write(`${code === 0 ? 'ok    ' : 'WRONG '}${name} (${seconds.toFixed(1)} s)\n`);
}
process.exit(results.every(({ code }) => code === 0) ? 0 : 1);

function check(name, command, args) {
  const start = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => (output += error.message));
    child.on('close', (code) =>
      resolve({ name, code: code ?? 1, output, seconds: (performance.now() - start) / 1000 }),
    );
  });
}
