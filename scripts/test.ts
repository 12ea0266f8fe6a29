import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { installSystemPackage } from './system-package';

/**
 * `npm test`: unit and integration tests, then the browser's. The last line is `N passed, N failed`.
 * Arguments are handed to vitest, and the browser specs are left out then.
 */
const CHROMIUM = '/usr/bin/chromium';
const REDIS = '/usr/bin/redis-server';
const filters = process.argv.slice(2);
const reports = await mkdtemp(path.join(tmpdir(), 'products-manager-reports-'));

interface Count {
  passed: number;
  failed: number;
}

/** What vitest has told of a file. */
const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

try {
  const unit = await runVitest();
  const browser = filters.length === 0 ? await runBrowser() : { passed: 0, failed: 0 };
  const failed = unit.failed + browser.failed;
  // Once more at the very end: what the browser's specs print lies between it and whoever looks for what failed.
  for (const line of unit.failures) process.stdout.write(`\nfailed: ${line}\n`);
  process.stdout.write(`\n${unit.passed + browser.passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  await rm(reports, { recursive: true, force: true });
}

async function runVitest(): Promise<Count & { failures: string[] }> {
  // The tests of the shared cache want a real Redis, and are skipped where none can be installed.
  if (filters.length === 0) installSystemPackage('redis-server', REDIS);
  const report = path.join(reports, 'vitest.json');
  const code = await run('vitest', [
    'run',
    ...filters,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const { testResults } = await read(report, Report, { testResults: [] });
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ ...test, file: path.relative('', name) })),
  );
  // A file that could not even be loaded has no tests, and is a failure all the same.
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const failures = [
    ...tests
      .filter(({ status }) => status === 'failed')
      .map(({ file, fullName, failureMessages }) => `${file} ${fullName}\n${failureMessages?.[0] ?? ''}`),
    ...unloaded.map(({ name, message }) => `${path.relative('', name)}\n${message}`),
  ];
  const passed = tests.filter(({ status }) => status === 'passed').length;
  return { passed, failed: failures.length === 0 && code !== 0 ? 1 : failures.length, failures };
}

async function runBrowser(): Promise<Count> {
  if (!process.env.CHROMIUM && !installSystemPackage('chromium', CHROMIUM)) {
    process.stderr.write(`The browser specs need Chromium, which could not be installed at ${CHROMIUM}.\n`);
    return { passed: 0, failed: 1 };
  }
  const report = path.join(reports, 'playwright.json');
  const code = await run('playwright', ['test'], { E2E_REPORT: report });
  const stats = z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() });
  const nothing = { stats: { expected: 0, unexpected: 0, flaky: 0 } };
  const { expected, unexpected, flaky } = (await read(report, z.object({ stats }), nothing)).stats;
  const failed = unexpected + flaky;
  return { passed: expected, failed: failed === 0 && code !== 0 ? 1 : failed };
}

function run(program: string, args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(path.join('node_modules/.bin', program), args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function read<S extends z.ZodType>(
  file: string,
  schema: S,
  otherwise: z.output<S>,
): Promise<z.output<S>> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? otherwise : schema.parse(JSON.parse(text));
}
