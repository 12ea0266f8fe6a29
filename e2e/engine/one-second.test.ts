import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import type { Vals } from '@/e2e/odoo/orm/values';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { openStage, type Stage } from './stage';

/** Odoo's dates are whole seconds (FACTS.md C §2). Its clock stands still here until it is set, a little ahead of ours. */
let at: number;
const standStill = () => {
  at = Date.now() + 5_000;
};

let stage: Stage;
let odoo: RunningOdoo;
let integration: string;
beforeEach(async () => {
  standStill();
  stage = await openStage();
  odoo = await stage.odoo({ version: '17.0', now: () => at });
  integration = await stage.join(odoo, { direction: 'bidirectional', conflict_policy: 'odoo' });
});
afterEach(() => stage.close());

const write = (vals: Vals) =>
  odoo.as('admin', (env) => {
    const templates = env.model('product.template');
    const [id = 0] = templates.search([['name', 'like', 'Bol']]);
    if (id) templates.write([id], vals);
    else templates.create(vals);
  });

async function run(): Promise<{ id: string; title: string; price: number }> {
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
  const [row] = await stage.runtime.db.select().from(products).where(eq(products.status, 'active'));
  return { id: row?.id ?? '', title: row?.title ?? '', price: Number(row?.price) };
}

test('what a person writes in the very second in which a run has read or written the product is seen by the next run', async () => {
  await write({ name: 'Bol', list_price: 10, taxes_id: [] });
  expect(await run()).toMatchObject({ title: 'Bol' });
  await write({ name: 'Bol bleu' });
  const { id, title } = await run();
  expect(title).toBe('Bol bleu');
  standStill();
  await updateProduct(stage.runtime.ctx, id, { price: '12.00' });
  await run();
  await write({ name: 'Bol blanc' });
  expect(await run()).toMatchObject({ title: 'Bol blanc', price: 12 });
});
