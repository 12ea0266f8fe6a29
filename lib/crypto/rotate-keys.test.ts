import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { integrations } from '@/db/schema/integrations';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { apiKeyPurpose, rotateKeys, webhookSecretPurpose } from './rotate-keys';
import { createSecretBox } from './secret-box';

let system: TestRuntime;
const oldKey = { id: 'old', key: randomBytes(32) };
const newKey = { id: 'new', key: randomBytes(32) };
const ID = '0192a3b4-0000-7000-8000-000000000001';

beforeAll(async () => {
  system = await createTestRuntime();
  const box = createSecretBox([oldKey]);
  await system.db.insert(integrations).values({
    id: ID,
    name: 'Odoo',
    type: 'odoo',
    config: {
      url: 'http://127.0.0.1:8069',
      database: 'odoo',
      username: 'admin',
      transport: 'auto',
      timeout_seconds: 120,
      image_timeout_seconds: 60,
    },
    apiKeyEncrypted: box.encrypt('the api key', apiKeyPurpose(ID)),
    webhookSecretEncrypted: box.encrypt('the webhook secret', webhookSecretPurpose(ID)),
    previousWebhookSecretEncrypted: box.encrypt('the one before', webhookSecretPurpose(ID)),
    syncConfig: {
      frequency: 'manual',
      direction: 'import',
      incremental: true,
      cache_enabled: true,
      workers: 4,
      category_filter: [],
      export_scope: 'own',
      conflict_policy: 'newest',
      fields: { product: ['title'], stock: [], order: [] },
    },
  });
});
afterAll(() => system.drop());

test('after a rotation the newest key alone opens every secret; a second one finds nothing to do', async () => {
  const ctx = { ...system.ctx, secrets: createSecretBox([newKey, oldKey]) };
  expect(await rotateKeys(ctx)).toEqual({ rotated: 3, unchanged: 0 });
  const [row] = await system.db.select().from(integrations);
  const box = createSecretBox([newKey]);
  expect(box.decrypt(row?.apiKeyEncrypted ?? '', apiKeyPurpose(ID))).toBe('the api key');
  expect(box.decrypt(row?.webhookSecretEncrypted ?? '', webhookSecretPurpose(ID))).toBe('the webhook secret');
  expect(box.decrypt(row?.previousWebhookSecretEncrypted ?? '', webhookSecretPurpose(ID))).toBe(
    'the one before',
  );
  expect(await rotateKeys(ctx)).toEqual({ rotated: 0, unchanged: 3 });
});

test('a key that is missing stops the rotation before anything is changed', async () => {
  const before = await system.db.select().from(integrations);
  const ctx = { ...system.ctx, secrets: createSecretBox([{ id: 'newer', key: randomBytes(32) }]) };
  await expect(rotateKeys(ctx)).rejects.toThrow(/ENCRYPTION_KEYS/);
  expect(await system.db.select().from(integrations)).toEqual(before);
});
