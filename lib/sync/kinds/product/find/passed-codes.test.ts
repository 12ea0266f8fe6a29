import { afterEach, beforeEach, expect, test } from 'vitest';
import { links } from '@/db/schema/links';
import { openStage, type Stage } from '@/e2e/engine/stage';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { passedFirst } from './passed-codes';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const CODES = ['3000000000014', '3000000000021', '3000000000038'] as const;

test('products that pass barcodes on among each other come first and side by side', async () => {
  const { ctx } = stage.runtime;
  const integrationId = await stage.join(await stage.odoo({ version: '17.0' }));
  const make = async (ean: string | null) => {
    const { id } = await createProduct(ctx, { title: 'Objet', price: '1.00', ...(ean ? { ean } : {}) });
    await ctx.db.insert(links).values({
      integrationId,
      kind: 'variant',
      localId: id,
      odooModel: 'product.product',
      odooId: heads.push(id),
      origin: 'odoo',
      base: { ean },
    });
    return id;
  };
  const heads: string[] = [];
  const one = await make(CODES[0]);
  const apart = await make(null);
  const chain = await make(CODES[1]);
  const kept = await make(CODES[2]);
  const other = await make(null);
  // Two get what another gives up, and one a code that stays where it is.
  await updateProduct(ctx, one, { ean: null });
  await updateProduct(ctx, chain, { ean: CODES[0] });
  await updateProduct(ctx, other, { ean: CODES[1] });
  const sent = await passedFirst(ctx.db, integrationId, heads);
  expect(new Set(sent.slice(0, 3))).toEqual(new Set([one, chain, other]));
  expect(sent.slice(3)).toEqual([apart, kept]);
  // Who is not sent has nothing to pass on now.
  expect(await passedFirst(ctx.db, integrationId, [apart, chain])).toEqual([apart, chain]);
});
