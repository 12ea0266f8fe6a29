import { asc, eq, isNull } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { syncErrors } from '@/db/schema/inbox';
import { runChanges } from '@/db/schema/runs';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { played } from '@/e2e/support/played-on';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { deleteProduct } from '@/lib/catalogue/products/delete-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { setStock } from '@/lib/catalogue/stock/set-stock';
import { openStage, type Run, type Stage } from './stage';

let stage: Stage;
let odoo: RunningOdoo;
let integration: string;
afterEach(() => stage.close());

const BARCODES = ['3000000000014', '3000000000021'] as const;

async function open(version: string, config: Parameters<Stage['join']>[1] = {}) {
  stage = await openStage();
  odoo = await stage.odoo({ version });
  integration = await stage.join(odoo, config);
  const family = await createProduct(stage.runtime.ctx, {
    title: 'Chemise',
    price: '40.00',
    variants: ['S', 'M'].map((size, n) => ({
      attributes: { Taille: size },
      sku: `CH-${size}`,
      ean: BARCODES[n],
      cost_price: `1${n}.00`,
    })),
  });
  await sync();
  const [small, medium] = await stage.runtime.db
    .select()
    .from(products)
    .where(eq(products.parentId, family.id))
    .orderBy(asc(products.position));
  if (!small || !medium) throw new Error('no variants');
  return { family: family.id, small: small.id, medium: medium.id };
}

async function sync(): Promise<Run> {
  const run = await stage.run(integration);
  expect(run.error).toBeNull();
  return run;
}

async function quiet(): Promise<void> {
  const run = await sync();
  expect(await stage.runtime.db.select().from(runChanges).where(eq(runChanges.runId, run.id))).toEqual([]);
}

const resize = (id: string, size: string) =>
  updateProduct(stage.runtime.ctx, id, { attributes: { Taille: size } });

/** What Odoo shows: `S: CH-S 3000… 10, archived` */
function shown(): Promise<string[]> {
  return odoo.as('admin', (env) => {
    const variants = env.model('product.product').with({ active_test: false });
    const values = env.model('product.template.attribute.value').with({ active_test: false });
    return variants
      .search([['product_tmpl_id.name', '=', 'Chemise']], { order: 'id' })
      .map((id) => {
        const size = values.text(variants.many(id, 'product_template_attribute_value_ids')[0] ?? 0, 'name');
        const code = variants.text(id, 'default_code') || '-';
        const life = variants.flag(id, 'active') ? '' : ', archived';
        return `${size}: ${code} ${variants.text(id, 'barcode') || '-'} ${variants.number(id, 'standard_price')}${life}`;
      })
      .toSorted();
  });
}

const openErrors = async () =>
  (await stage.runtime.db.select().from(syncErrors).where(eq(syncErrors.status, 'open'))).map(
    ({ code, params }) => ({ code, params }),
  );

describe.each(played('14.0', '19.0'))('a variant given another combination here (Odoo %s)', (version) => {
  test('becomes that combination in Odoo, codes and all; the old one stays, archived', async () => {
    const { small } = await open(version);
    await resize(small, 'XL');
    await sync();
    expect(await shown()).toEqual([
      'M: CH-M 3000000000021 11',
      'S: - - 10, archived',
      'XL: CH-S 3000000000014 10',
    ]);
    await quiet();
    await resize(small, 'S');
    await sync();
    expect(await shown()).toEqual([
      'M: CH-M 3000000000021 11',
      'S: CH-S 3000000000014 10',
      'XL: - - 10, archived',
    ]);
    await quiet();
    expect(await openErrors()).toEqual([]);
  });

  test('two may change places between two runs', async () => {
    const { small, medium } = await open(version);
    await resize(small, 'tmp');
    await resize(medium, 'S');
    await resize(small, 'M');
    await sync();
    expect(await shown()).toEqual(['M: CH-S 3000000000014 10', 'S: CH-M 3000000000021 11']);
    await quiet();
    expect(await openErrors()).toEqual([]);
  });

  test('two may change barcodes between two runs, which Odoo takes in no order of single rows', async () => {
    const { small, medium } = await open(version);
    const { ctx } = stage.runtime;
    await updateProduct(ctx, small, { ean: null });
    await updateProduct(ctx, medium, { ean: BARCODES[0] });
    await updateProduct(ctx, small, { ean: BARCODES[1], cost_price: '12.00' });
    await sync();
    expect(await shown()).toEqual(['M: CH-M 3000000000014 11', 'S: CH-S 3000000000021 12']);
    await quiet();
    expect(await openErrors()).toEqual([]);
  });

  test('one made for another that was deleted gets its barcode, or says who may have it still', async () => {
    const { family, small } = await open(version);
    await deleteProduct(stage.runtime.ctx, small);
    await sync();
    await createProduct(stage.runtime.ctx, {
      parent_id: family,
      attributes: { Taille: 'L' },
      sku: 'CH-L',
      ean: BARCODES[0],
    });
    await sync();
    // Until 15 archived ones keep their barcodes from all others.
    const told =
      Number.parseInt(version, 10) < 16 ? [{ code: 'barcode_taken', params: { ean: BARCODES[0] } }] : [];
    expect(await openErrors()).toEqual(told);
  });

  test('keeps its place while goods lie under the old combination, and says so', async () => {
    const { small } = await open(version);
    await setStock(stage.runtime.ctx, small, { quantity: '5' });
    await sync();
    await resize(small, 'XL');
    await updateProduct(stage.runtime.ctx, small, { sku: 'CH-XL' });
    await sync();
    expect(await shown()).toEqual(['M: CH-M 3000000000021 11', 'S: CH-XL 3000000000014 10']);
    expect(await openErrors()).toEqual([{ code: 'variant_has_stock', params: { variant: 'Taille: XL' } }]);
    await setStock(stage.runtime.ctx, small, { quantity: '0' });
    await sync();
    await stage.runtime.db.update(syncErrors).set({ nextRetryAt: new Date(0) });
    await sync();
    expect((await shown()).filter((line) => !line.endsWith('archived'))).toEqual([
      'M: CH-M 3000000000021 11',
      'XL: CH-XL 3000000000014 10',
    ]);
    expect(await openErrors()).toEqual([]);
    await quiet();
  });

  test('takes the place of an archived variant that had the combination', async () => {
    const { family, small, medium } = await open(version);
    await deleteProduct(stage.runtime.ctx, medium);
    await sync();
    await resize(small, 'M');
    await sync();
    const alive = (await shown()).filter((line) => !line.endsWith('archived'));
    expect(alive).toEqual(['M: CH-S 3000000000014 10']);
    await quiet();
    const made = await createProduct(stage.runtime.ctx, {
      parent_id: family,
      attributes: { Taille: 'S' },
      sku: 'CH-S2',
    });
    await sync();
    expect((await shown()).filter((line) => !line.endsWith('archived'))).toEqual([
      'M: CH-S 3000000000014 10',
      expect.stringContaining('S: CH-S2'),
    ]);
    await quiet();
    const live = await stage.runtime.db.select().from(products).where(isNull(products.deletedAt));
    expect(live.map((row) => row.id).toSorted()).toEqual([family, small, made.id].toSorted());
    expect(await openErrors()).toEqual([]);
  });

  test('an archived variant stays so when another one is added, although Odoo wakes it', async () => {
    const { family, medium } = await open(version);
    await deleteProduct(stage.runtime.ctx, medium);
    await sync();
    await createProduct(stage.runtime.ctx, {
      parent_id: family,
      attributes: { Taille: 'L' },
      sku: 'CH-L',
    });
    await sync();
    const lines = await shown();
    expect(lines.filter((line) => !line.endsWith('archived')).map((line) => line.split(' ')[0])).toEqual([
      'L:',
      'S:',
    ]);
    const [row] = await stage.runtime.db.select().from(products).where(eq(products.id, medium));
    expect(row?.deletedAt).not.toBeNull();
    await quiet();
  });

  test('and archived with its product before anybody looked, has it in Odoo once the product is back', async () => {
    const { family, small } = await open(version, { conflict_policy: 'odoo' });
    await resize(small, 'XL');
    await deleteProduct(stage.runtime.ctx, family);
    await odoo.as('admin', (env) => {
      const templates = env.model('product.template');
      templates.write(templates.search([['name', '=', 'Chemise']]), { description_sale: 'Toujours vendue' });
    });
    await sync();
    await sync();
    expect(await shown()).toEqual([
      'M: CH-M 3000000000021 11',
      'S: - - 10, archived',
      'XL: CH-S 3000000000014 10',
    ]);
    await quiet();
  });
});
