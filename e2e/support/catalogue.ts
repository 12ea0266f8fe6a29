import { v7 } from 'uuid';
import type { Database } from '@/db/client';
import { integrations } from '@/db/schema/integrations';
import type { Ctx } from '@/lib/context';
import { createTestRuntime } from './runtime';

export interface TestCatalogue {
  readonly db: Database;
  /** Acting as an administrator. */
  readonly ctx: Ctx;
  /** Acting as somebody who may only look. */
  readonly viewer: Ctx;
  close(): Promise<void>;
}

/** An empty catalogue in a database of its own. */
export async function openCatalogue(): Promise<TestCatalogue> {
  const { db, ctx, drop } = await createTestRuntime();
  const viewer = { ...ctx, actor: { ...ctx.actor, role: 'viewer' } } satisfies Ctx;
  return { db, ctx, viewer, close: drop };
}

/** An integration that is set up and never called; answers its id. */
export async function insertIntegration(db: Database): Promise<string> {
  const id = v7();
  await db.insert(integrations).values({
    id,
    name: 'Odoo',
    type: 'odoo',
    config: {
      url: 'http://127.0.0.1:9',
      database: 'shop',
      username: 'shop@example.com',
      transport: 'auto',
      timeout_seconds: 120,
      image_timeout_seconds: 60,
    },
    apiKeyEncrypted: '',
    webhookSecretEncrypted: '',
    syncConfig: {
      frequency: 'manual',
      direction: 'bidirectional',
      incremental: true,
      cache_enabled: false,
      workers: 4,
      category_filter: [],
      export_scope: 'own',
      conflict_policy: 'newest',
      fields: { product: ['title'], stock: [], order: [] },
    },
  });
  return id;
}
