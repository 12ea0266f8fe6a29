import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { authenticate } from '@/lib/auth/authenticate';
import { signIn } from '@/lib/auth/sign-in';

// Each command is a process that loads the program anew: seconds, and many on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

let system: TestRuntime;
let environment: Record<string, string>;

beforeAll(async () => {
  system = await createTestRuntime();
  environment = {
    DATABASE_URL: system.database.url,
    APP_URL: 'http://127.0.0.1:3000',
    AUTH_SECRET: 'x'.repeat(40),
    ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 1).toString('base64')}`,
  };
});
afterAll(() => system.drop());

async function cli(args: readonly string[], change: Record<string, string> = {}) {
  const run = promisify(execFile);
  const env = {
    NODE_ENV: 'test' as const,
    PATH: process.env.PATH,
    LANG: 'en_GB.UTF-8',
    ...environment,
    ...change,
  };
  return run(process.execPath, ['--import', 'tsx', 'scripts/cli.ts', ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}

test('an administrator made on the command line can sign in; an address is taken once', async () => {
  const args = ['admin:create', '--email', 'ops@example.com'];
  const made = await cli(args);
  expect(made.code).toBe(0);
  const password = /Password: (\S+)/.exec(made.stdout)?.[1] ?? '';
  await expect(
    signIn(
      system.ctx,
      { email: 'ops@example.com', password },
      { address: null, userAgent: 'cli', device: null },
    ),
  ).resolves.toMatchObject({});
  const again = await cli(args);
  expect([again.code, again.stderr]).toEqual([1, 'Another user has this e-mail address.\n']);
});

test('token:create prints a working token alone on its last line', async () => {
  const { stdout } = await cli(['token:create', '--name', 'stock export', '--role', 'viewer']);
  const token = stdout.trimEnd().split('\n').at(-1) ?? '';
  expect(token).toMatch(/^pm_[A-Za-z0-9_-]{43}$/);
  const request = new Request('http://x/', { headers: { authorization: `Bearer ${token}` } });
  expect((await authenticate(request, system))?.actor).toMatchObject({
    name: 'stock export',
    role: 'viewer',
  });
});

test('a wrong environment stops the program with the variable’s name', async () => {
  const { code, stderr } = await cli(['migrate'], { AUTH_SECRET: 'short' });
  expect(code).toBe(78);
  expect(stderr).toMatch(/AUTH_SECRET must have at least 32 characters/);
  expect(stderr).not.toContain('short');
});

test('doctor names what is wrong and how to mend it', async () => {
  const { code, stdout } = await cli(['doctor'], { DATA_DIR: 'package.json/below-a-file' });
  expect(code).toBe(1);
  expect(stdout).toMatch(/ok {4}database/);
  expect(stdout).toMatch(/WRONG storage/);
});
