import { expect, test } from 'vitest';
import { EnvError, readEnv } from './env';

const KEY = Buffer.alloc(32, 7).toString('base64');
const complete = {
  DATABASE_URL: 'postgres://pm:secret-password@127.0.0.1:5432/pm',
  APP_URL: 'https://pm.example.com/',
  AUTH_SECRET: 'x'.repeat(32),
  ENCRYPTION_KEYS: `new:${KEY},old:${KEY}`,
};

function problemsOf(change: Record<string, string | undefined>): Record<string, string> {
  try {
    readEnv({ ...complete, ...change });
  } catch (error) {
    if (error instanceof EnvError) {
      return Object.fromEntries(error.problems.map(({ variable, message }) => [variable, message]));
    }
  }
  throw new Error('the environment was accepted');
}

test('a complete environment is read, defaults filled in', () => {
  const env = readEnv(complete);
  expect(env.APP_URL).toBe('https://pm.example.com');
  expect(env.ENCRYPTION_KEYS.map(({ id }) => id)).toEqual(['new', 'old']);
  expect(env).toMatchObject({ PORT: 3000, DATA_DIR: '.data', ALLOW_INSECURE_ODOO: false, LOG_LEVEL: 'info' });
});

test.each([
  ['DATABASE_URL', undefined, /must be set/],
  ['DATABASE_URL', 'mysql://x', /postgres:\/\//],
  ['APP_URL', 'pm.example.com', /https:\/\//],
  ['AUTH_SECRET', 'short', /32 characters/],
  ['AUTH_SECRET', '', /must be set/],
  ['ENCRYPTION_KEYS', undefined, /base64-32-bytes/],
  ['ENCRYPTION_KEYS', 'k1:c2hvcnQ=', /32 bytes/],
  ['ENCRYPTION_KEYS', `a:${KEY},a:${KEY}`, /twice/],
  ['REDIS_URL', 'http://x', /redis:\/\//],
  ['LOG_LEVEL', 'loud', /one of/],
  ['PORT', '70000', /TCP port/],
  ['ALLOW_INSECURE_ODOO', 'perhaps', /true or false/],
])('%s=%s stops the start and says what it should be', (variable, value, expected) => {
  expect(problemsOf({ [variable]: value })[variable]).toMatch(expected);
});

test('MINIO_* come together or not at all', () => {
  expect(Object.keys(problemsOf({ MINIO_ENDPOINT: 'http://127.0.0.1:9000' })).sort()).toEqual([
    'MINIO_ACCESS_KEY',
    'MINIO_BUCKET',
    'MINIO_SECRET_KEY',
  ]);
});

test('the message never repeats a value', () => {
  expect(JSON.stringify(problemsOf({ AUTH_SECRET: 'my-secret' }))).not.toContain('my-secret');
});
