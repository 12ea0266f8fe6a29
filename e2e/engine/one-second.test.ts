import { setTimeout as sleep } from 'node:timers/promises';
import { isNull } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { openStage, type Stage } from './stage';

/** Odoo's dates are whole seconds (FACTS.md C §2): its clock stands still here, a little ahead of ours. */
const AHEAD_MS = 2_500;
/** So long a run takes from reading the product to keeping it: its second is over by then. */
const SLOW_MS = 5_500;

let stage: Stage;
afterEach(() => stage.close());

test('what a person writes in the second in which a slow run has read the product is seen by the next run', async () => {
  stage = await openStage();
  const at = Date.now() + AHEAD_MS;
  const odoo = await stage.odoo({ version: '17.0', now: () => at });
  const integration = await stage.join(odoo);
  const id = await odoo.as('admin', (env) =>
    env.model('product.template').create({ name: 'Bol', list_price: 10 }),
  );
  let read = false;
  // The last that is asked of a product before it is kept here.
  odoo.hooks.beforeCall = async ({ model }) => {
    if (read || model !== 'ir.attachment') return;
    read = true;
    await sleep(SLOW_MS);
    await odoo.as('admin', (env) => env.model('product.template').write([id], { name: 'Bol bleu' }));
  };
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
  const titles = async () =>
    (await stage.runtime.db.select().from(products).where(isNull(products.deletedAt))).map(
      ({ title }) => title,
    );
  expect([read, await titles()]).toEqual([true, ['Bol']]);
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
  expect(await titles()).toEqual(['Bol bleu']);
});
