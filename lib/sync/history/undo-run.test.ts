import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { categories, products } from '@/db/schema/catalogue';
import { links } from '@/db/schema/links';
import { runChanges, runs } from '@/db/schema/runs';
import { insertIntegration, openCatalogue, type TestCatalogue } from '@/e2e/support/catalogue';
import { createCategory } from '@/lib/catalogue/categories/create-category';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { deleteProduct } from '@/lib/catalogue/products/delete-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { undoRun } from './undo-run';

let shop: TestCatalogue;
let integrationId: string;
beforeAll(async () => {
  shop = await openCatalogue();
  integrationId = await insertIntegration(shop.db);
});
afterAll(() => shop.close());

type Change = Omit<typeof runChanges.$inferInsert, 'runId'>;

/** A finished run with the changes it recorded. */
async function pastRun(...changes: Change[]): Promise<string> {
  const [run] = await shop.db
    .insert(runs)
    .values({ integrationId, trigger: 'manual', mode: 'incremental', status: 'succeeded' })
    .returning({ id: runs.id });
  if (!run) throw new Error('no run');
  await shop.db.insert(runChanges).values(changes.map((change) => ({ runId: run.id, ...change })));
  return run.id;
}

const update = (localId: string, fields: Change['fields'], more: Partial<Change> = {}): Change => ({
  kind: 'product',
  localId,
  label: 'Lampe',
  side: 'here',
  action: 'update',
  fields,
  ...more,
});

async function row(id: string) {
  const [found] = await shop.db.select().from(products).where(eq(products.id, id));
  if (!found) throw new Error('gone');
  return found;
}

test('fields go back, those changed since stay and are listed', async () => {
  const { id } = await createProduct(shop.ctx, { title: 'Lampe rouge', price: '12.00', sku: 'L-1' });
  const run = await pastRun(
    update(id, { title: { before: 'Lampe', after: 'Lampe rouge' }, price: { before: '10', after: '11' } }),
    update(id, { sku: { before: 'L-0', after: 'L-1' } }, { kind: 'variant' }),
  );
  const preview = await undoRun(shop.ctx, run, { dryRun: true });
  expect(preview.runId).toBeNull();
  expect((await row(id)).title).toBe('Lampe rouge');
  const done = await undoRun(shop.ctx, run, { dryRun: false });
  expect(done.changes).toEqual(preview.changes);
  expect(await row(id)).toMatchObject({ title: 'Lampe', sku: 'L-0', price: '12.0000' });
  expect(done.skipped).toMatchObject([
    { reason: 'changed_since', fields: { price: { before: '11', after: '10' } } },
  ]);
});

test('what a variant costs goes back to its own price, though its product costs that until it goes back too', async () => {
  const family = await createProduct(shop.ctx, {
    title: 'Chemise',
    price: '20.00',
    cost_price: '5.00',
    variants: [
      { attributes: { Taille: 'S' }, price: '25.00', cost_price: '8.00' },
      { attributes: { Taille: 'M' }, price: '20.00', cost_price: '5.00' },
    ],
  });
  const [small = '', medium = ''] = family.variant_ids;
  const run = await pastRun(
    update(family.id, { price: { before: '10', after: '20' } }),
    update(
      small,
      { price: { before: '20', after: '25' }, cost_price: { before: '5', after: '8' } },
      { kind: 'variant' },
    ),
  );
  expect((await undoRun(shop.ctx, run, { dryRun: false })).skipped).toEqual([]);
  expect(await row(family.id)).toMatchObject({ price: '10.0000' });
  expect(await row(medium)).toMatchObject({ price: '10.0000', costPrice: '5.0000' });
  expect(await row(small)).toMatchObject({ price: '20.0000', costPrice: '5.0000' });
});

test('several changes of one field go back to the first value, and an undo can be undone', async () => {
  const { id } = await createProduct(shop.ctx, { title: 'C' });
  const run = await pastRun(
    update(id, { title: { before: 'A', after: 'B' } }),
    update(id, { title: { before: 'B', after: 'C' } }),
  );
  const undo = await undoRun(shop.ctx, run, { dryRun: false });
  expect((await row(id)).title).toBe('A');
  if (!undo.runId) throw new Error('nothing undone');
  await undoRun(shop.ctx, undo.runId, { dryRun: false });
  expect((await row(id)).title).toBe('C');
});

test('undoing twice does nothing the second time', async () => {
  const { id } = await createProduct(shop.ctx, { title: 'Neuf' });
  const run = await pastRun(update(id, { title: { before: 'Vieux', after: 'Neuf' } }));
  await undoRun(shop.ctx, run, { dryRun: false });
  await updateProduct(shop.ctx, id, { title: 'Neuf' });
  expect(await undoRun(shop.ctx, run, { dryRun: false })).toEqual({ runId: null, changes: [], skipped: [] });
});

test('what an import created here goes here, its tie with it, so that Odoo keeps its record', async () => {
  const { id } = await createProduct(shop.ctx, { title: 'Importé' });
  await shop.db.insert(links).values({
    integrationId,
    kind: 'product',
    localId: id,
    odooModel: 'product.template',
    odooId: 7,
    origin: 'odoo',
  });
  const run = await pastRun(
    update(id, { title: { before: null, after: 'Importé' } }, { action: 'create', odooId: 7 }),
  );
  await undoRun(shop.ctx, run, { dryRun: false });
  expect((await row(id)).deletedAt).not.toBeNull();
  expect(await shop.db.select().from(links).where(eq(links.localId, id))).toEqual([]);
});

test('what was created in Odoo, and stock, stay and say why', async () => {
  const { id } = await createProduct(shop.ctx, { title: 'Ici' });
  const run = await pastRun(
    update(id, { title: { before: null, after: 'Ici' } }, { action: 'create', side: 'odoo' }),
    update(id, { quantity: { before: '3', after: '4' } }, { kind: 'stock' }),
  );
  const { changes, skipped } = await undoRun(shop.ctx, run, { dryRun: false });
  expect(changes).toEqual([]);
  expect(skipped.map((step) => step.reason)).toEqual(['not_an_edit', 'created_in_odoo']);
});

test('archived by the run comes back; a category in use is refused and listed', async () => {
  const shelf = await createCategory(shop.ctx, { name: 'Neuve', parent_id: null });
  const { id } = await createProduct(shop.ctx, { title: 'Rangé', category_id: shelf.id });
  await deleteProduct(shop.ctx, id);
  const run = await pastRun(
    {
      kind: 'category',
      localId: shelf.id,
      label: 'Neuve',
      side: 'here',
      action: 'create',
      fields: { name: { before: null, after: 'Neuve' } },
    },
    update(id, { active: { before: true, after: false } }, { action: 'archive' }),
  );
  const { skipped } = await undoRun(shop.ctx, run, { dryRun: false });
  expect((await row(id)).deletedAt).toBeNull();
  expect(skipped).toMatchObject([{ kind: 'category', reason: 'refused' }]);
  const [kept] = await shop.db.select().from(categories).where(eq(categories.id, shelf.id));
  expect(kept?.deletedAt).toBeNull();
});

test('a run that has not ended cannot be undone', async () => {
  const [run] = await shop.db
    .insert(runs)
    .values({ integrationId, trigger: 'manual', mode: 'full', status: 'running' })
    .returning();
  await expect(undoRun(shop.ctx, run?.id ?? '', { dryRun: true })).rejects.toMatchObject({
    code: 'run_not_ended',
  });
});
