import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { sameSecret } from './compare';
import { createSecretBox } from './secret-box';

const oldKey = { id: 'old', key: randomBytes(32) };
const newKey = { id: 'new', key: randomBytes(32) };

test('what was encrypted is decrypted, and never twice the same text', () => {
  const box = createSecretBox([newKey]);
  const sealed = box.encrypt('clé d’API', 'integration:1');
  expect(box.decrypt(sealed, 'integration:1')).toBe('clé d’API');
  expect(box.encrypt('clé d’API', 'integration:1')).not.toBe(sealed);
  expect(sealed).not.toContain('API');
});

test('a changed text, another purpose or a lost key are refused', () => {
  const box = createSecretBox([newKey]);
  const sealed = box.encrypt('secret value', 'a');
  const changed = sealed.at(-3) === 'A' ? 'B' : 'A';
  expect(() => box.decrypt(sealed.slice(0, -3) + changed + sealed.slice(-2), 'a')).toThrow();
  expect(() => box.decrypt(sealed, 'b')).toThrow();
  expect(() => createSecretBox([oldKey]).decrypt(sealed, 'a')).toThrow(/ENCRYPTION_KEYS/);
});

test('after a rotation the old key still decrypts and is reported as outdated', () => {
  const sealed = createSecretBox([oldKey]).encrypt('secret value', 'a');
  const rotated = createSecretBox([newKey, oldKey]);
  expect(rotated.decrypt(sealed, 'a')).toBe('secret value');
  expect(rotated.isOutdated(sealed)).toBe(true);
  expect(rotated.isOutdated(rotated.encrypt('secret value', 'a'))).toBe(false);
});

test('secrets of any length compare', () => {
  expect(sameSecret('abc', 'abc')).toBe(true);
  expect(sameSecret('abc', 'abcd')).toBe(false);
});
