import { DrizzleQueryError } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createLogger } from './logger';
import { rememberSecret } from './redaction';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  let text = '';
  write(
    createLogger('trace', (line) => {
      text += line;
    }),
  );
  return text;
}

const SECRET = 's3cr3t-odoo-key';

test.each([
  ['a field named like a secret', { config: { api_key: SECRET } }],
  ['a header', { headers: { authorization: `Bearer ${SECRET}` } }],
  ['an address with a token', { url: `/api/v1/webhooks/odoo/products?token=${SECRET}` }],
  ['a connection string', { url: `postgres://pm:${SECRET}@db/pm` }],
  ['an error and its cause', { err: new Error('no', { cause: new Error(`Bearer ${SECRET}`) }) }],
  ['an api token in a text', { note: `used pm_${SECRET.repeat(2)}` }],
])('%s is struck out', (_name, facts) => {
  const text = logged((logger) => logger.info(facts, 'said'));
  expect(text).toContain('said');
  expect(text).not.toContain(SECRET);
});

test('a secret once decrypted is struck out wherever it appears', () => {
  rememberSecret('plain words only');
  const text = logged((logger) => {
    logger
      .child({ about: 'plain words only' })
      .error({ err: new Error('Odoo said plain words only') }, 'plain words only');
  });
  expect(text).not.toContain('plain words only');
  expect(text).toContain('Odoo said');
});

test('figures and flags stay readable', () => {
  expect(logged((logger) => logger.info({ tokens: 3, password_set: true }, 'x'))).toContain('"tokens":3');
});

test('a failed statement is logged without its parameters, and nothing is logged at any length', () => {
  const cause = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (email)=(marked@example.com) already exists.',
  });
  const failed = new DrizzleQueryError('insert into users values ($1, $2)', ['marked-hash', 1], cause);
  const text = logged((logger) => logger.error({ err: failed, name: 'x'.repeat(1_000_000) }, 'failed'));
  expect(text).toContain('insert into users');
  expect(text).toContain('23505');
  expect(text).not.toMatch(/marked-hash|marked@example/);
  expect(text.length).toBeLessThan(20_000);
});
