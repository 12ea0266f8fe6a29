import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { createIntegration } from '@/lib/integrations/create';
import { createInput } from '@/lib/integrations/schema';
import { listErrors } from './list-errors';

let system: TestRuntime;
beforeAll(async () => {
  system = await createTestRuntime();
});
afterAll(() => system.drop());

test('errors of one batch share their instant, and none is lost between two pages', async () => {
  const config = { url: 'https://a.odoo.com', database: 'a', username: 'a', api_key: 'k' };
  const { id } = await createIntegration(system.ctx, createInput.parse({ name: 'A', type: 'odoo', config }));
  await system.db.execute(sql`
    insert into sync_errors (id, integration_id, kind, odoo_id, class, code, message)
    select gen_random_uuid(), ${id}, 'product', n, 'validation', 'validation', 'x' from generate_series(1, 7) n`);
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await listErrors(system.ctx, { limit: 2, ...(cursor ? { cursor } : {}) });
    seen.push(...page.data.map(({ odooId }) => odooId ?? 0));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  expect(seen.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});
