import { eq } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { runChanges } from '@/db/schema/runs';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { setStock } from '@/lib/catalogue/stock/set-stock';
import { openStage, type Stage } from './stage';

let stage: Stage;
afterEach(() => stage.close());

/** What 20 still has, and something else can stand in for. */
const GONE = [
  'has_access',
  'formatted_read_group',
  'search_count',
  'get_metadata',
  'get_installed',
  'context_get',
];

test('an Odoo 21.3 that nobody has seen, with six methods less and no XML-RPC, stays in step both ways', async () => {
  stage = await openStage();
  const odoo = await stage.odoo(
    {
      version: '20.0',
      release: '21.3',
      without: GONE,
      withoutXmlRpc: true,
      seed: (env) => {
        env.model('product.template').create({ name: 'Tasse', list_price: 12, is_storable: true });
      },
    },
    'itself',
  );
  const integration = await stage.join(odoo, { direction: 'bidirectional' });
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
  const [cup] = await stage.runtime.db.select().from(products).where(eq(products.title, 'Tasse'));
  await updateProduct(stage.runtime.ctx, cup?.id ?? '', { title: 'Grande tasse', ean: '3000000000014' });
  await setStock(stage.runtime.ctx, cup?.id ?? '', { quantity: '7' });
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
  const there = await odoo.as('admin', (env) => {
    const variants = env.model('product.product');
    const [id = 0] = variants.search([['name', '=', 'Grande tasse']]);
    variants.write([id], { default_code: 'TASSE' });
    return [variants.text(id, 'barcode'), variants.number(id, 'qty_available')];
  });
  expect(there).toEqual(['3000000000014', 7]);
  expect(await stage.run(integration, { mode: 'full' })).toMatchObject({ status: 'succeeded', error: null });
  const [coded] = await stage.runtime.db.select().from(products).where(eq(products.sku, 'TASSE'));
  expect(coded?.id).toBe(cup?.id);
  const idle = await stage.run(integration, { mode: 'full' });
  expect(await stage.runtime.db.select().from(runChanges).where(eq(runChanges.runId, idle.id))).toEqual([]);
});
