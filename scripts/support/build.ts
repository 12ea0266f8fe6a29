import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withFileLock } from './file-lock';

const ROOT = process.cwd();
const SOURCES = ['app', 'components', 'db', 'lib', 'public'].filter((folder) => existsSync(folder));
const FILES = [
  'instrumentation.ts',
  'next.config.ts',
  'package-lock.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
];

const stampFile = () => path.join(ROOT, process.env.NEXT_DIST_DIR ?? '.next', 'built-from');

/** Builds the web application unless the last build came from these very sources. */
export async function ensureBuild(onOutput: (text: string) => void): Promise<void> {
  await withFileLock(path.join(ROOT, '.next.lock'), async () => {
    const sources = await hashOfSources();
    const built = await readFile(stampFile(), 'utf8').catch(() => '');
    if (built === sources) return;
    onOutput('Building the web application …\n');
    await buildWeb(onOutput);
  });
}

/** `next build`, noting what it was built from. @throws Error when it fails */
export async function buildWeb(onOutput: (text: string) => void): Promise<void> {
  const sources = await hashOfSources();
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => onOutput(String(chunk)));
    child.once('error', reject);
    child.once('exit', (status) => resolve(status ?? 1));
  });
  if (code !== 0) throw new Error('The web application could not be built.');
  await writeFile(stampFile(), sources);
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of SOURCES) {
    const names = await readdir(path.join(ROOT, folder), { recursive: true, withFileTypes: true });
    const files = names
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)));
    for (const file of files.sort()) hash.update(file).update(await readFile(path.join(ROOT, file)));
  }
  for (const file of FILES) hash.update(file).update(await readFile(path.join(ROOT, file)).catch(() => ''));
  return hash.digest('hex');
}
