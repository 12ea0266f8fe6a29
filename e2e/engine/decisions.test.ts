import { and, eq, isNull } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { categories, products } from '@/db/schema/catalogue';
import { conflicts, syncErrors } from '@/db/schema/inbox';
import { links } from '@/db/schema/links';
import { runChanges } from '@/db/schema/runs';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { createCategory } from '@/lib/catalogue/categories/create-category';
import { updateCategory } from '@/lib/catalogue/categories/update-category';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { resolveConflicts } from '@/lib/sync/history/resolve-conflicts';
import { openStage, type Run, type Stage } from './stage';

let stage: Stage;
let odoo: RunningOdoo;
beforeEach(async () => {
  stage = await openStage();
  odoo = await stage.odoo({ version: '17.0' });
});
afterEach(() => stage.close());

const ctx = () => stage.runtime.ctx;

async function sync(integration: string): Promise<Run> {
  const run = await stage.run(integration);
  expect(run).toMatchObject({ error: null, status: 'succeeded' });
  return run;
}

async function quiet(integration: string): Promise<void> {
  const run = await sync(integration);
  expect(await stage.runtime.db.select().from(runChanges).where(eq(runChanges.runId, run.id))).toEqual([]);
}

const inShop = () =>
  odoo.as('admin', (env) => {
    const model = env.model('product.template');
    return model.search([], { order: 'id' }).map((id) => ({
      id,
      name: model.text(id, 'name'),
      description: model.text(id, 'description_sale'),
    }));
  });

const rename = (id: number, vals: Record<string, string>) =>
  odoo.as('admin', (env) => env.model('product.template').write([id], vals));

const allConflicts = () => stage.runtime.db.select().from(conflicts).orderBy(conflicts.createdAt);
const openConflicts = async () => (await allConflicts()).filter(({ status }) => status === 'open');

async function here(id: string) {
  const [row] = await stage.runtime.db.select().from(products).where(eq(products.id, id));
  return row;
}

/** Both sides typed another title, and each something of its own. */
async function disputed(policy: 'manual' | 'odoo' | 'products_manager') {
  const integration = await stage.join(odoo, { conflict_policy: policy });
  const { id } = await createProduct(ctx(), { title: 'Pichet', price: '20.00' });
  await sync(integration);
  const [{ id: odooId } = { id: 0 }] = await inShop();
  await updateProduct(ctx(), id, { title: 'Pichet bleu', cost_price: '7.00' });
  await rename(odooId, { name: 'Pichet vert', description_sale: 'Grès' });
  await sync(integration);
  return { integration, id, odooId };
}

describe('with the policy “ask me”', () => {
  test('both sides keep theirs, the rest of the record flows, and nothing is written again', async () => {
    const { integration, id } = await disputed('manual');
    expect(await here(id)).toMatchObject({ title: 'Pichet bleu', description: 'Grès' });
    expect(await inShop()).toMatchObject([{ name: 'Pichet vert', description: 'Grès' }]);
    expect(await openConflicts()).toMatchObject([
      { field: 'title', hereValue: 'Pichet bleu', odooValue: 'Pichet vert', baseValue: 'Pichet' },
    ]);
    await quiet(integration);
    expect(await openConflicts()).toHaveLength(1);
  });

  test.each([
    ['odoo', undefined, 'Pichet vert'],
    ['products_manager', undefined, 'Pichet bleu'],
    ['value', 'Pichet turquoise', 'Pichet turquoise'],
  ] as const)('the answer “%s” is carried out on both sides and closed', async (choice, value, expected) => {
    const { integration, id } = await disputed('manual');
    const [open] = await openConflicts();
    await resolveConflicts(ctx(), {
      ids: [open?.id ?? ''],
      choice,
      ...(value === undefined ? {} : { value }),
    });
    await sync(integration);
    expect(await here(id)).toMatchObject({ title: expected });
    expect(await inShop()).toMatchObject([{ name: expected }]);
    expect(await allConflicts()).toMatchObject([{ status: 'settled', choice, appliedAt: expect.any(Date) }]);
    await quiet(integration);
  });

  test('an answer to values that are no longer there is not carried out; the question comes anew', async () => {
    const { integration, id, odooId } = await disputed('manual');
    const [open] = await openConflicts();
    await resolveConflicts(ctx(), { ids: [open?.id ?? ''], choice: 'products_manager' });
    await rename(odooId, { name: 'Pichet jaune' });
    await sync(integration);
    expect(await here(id)).toMatchObject({ title: 'Pichet bleu' });
    expect(await inShop()).toMatchObject([{ name: 'Pichet jaune' }]);
    expect(await openConflicts()).toMatchObject([{ hereValue: 'Pichet bleu', odooValue: 'Pichet jaune' }]);
    const [first] = await allConflicts();
    expect(first).toMatchObject({ settledBy: 'superseded', choice: null, appliedAt: expect.any(Date) });
    await quiet(integration);
  });
});

describe('a typed value', () => {
  async function disputedPrice() {
    const integration = await stage.join(odoo, { conflict_policy: 'manual' });
    const { id } = await createProduct(ctx(), { title: 'Pichet', price: '20.00' });
    const other = await createProduct(ctx(), { title: 'Tasse', price: '5.00' });
    await sync(integration);
    const [{ id: odooId } = { id: 0 }] = await inShop();
    await updateProduct(ctx(), id, { price: '30.00' });
    await odoo.as('admin', (env) => env.model('product.template').write([odooId], { list_price: 40 }));
    await sync(integration);
    const [open] = await openConflicts();
    expect(open).toMatchObject({ field: 'price' });
    return { integration, id, other: other.id, conflict: open?.id ?? '' };
  }

  test.each([
    ['75,50', '75.5000'],
    ['1 234,50', '1234.5000'],
    ['1,234.50', '1234.5000'],
  ])('%s is read as people write it, and is on both sides', async (typed, price) => {
    const { integration, id, conflict } = await disputedPrice();
    await resolveConflicts(ctx(), { ids: [conflict], choice: 'value', value: typed });
    await sync(integration);
    expect(await here(id)).toMatchObject({ price });
    await quiet(integration);
  });

  test.each([
    ['abc', 'decimal'],
    ['1,234', 'ambiguous_decimal'],
    ['-3', 'negative'],
  ])('%s is refused where it is typed, and the question stays', async (value, message) => {
    const { conflict } = await disputedPrice();
    await expect(resolveConflicts(ctx(), { ids: [conflict], choice: 'value', value })).rejects.toMatchObject({
      code: 'invalid_request',
      options: { fields: [{ path: 'value', message }] },
    });
    expect(await openConflicts()).toHaveLength(1);
  });

  test('one kept from before that no field takes is that record’s error: asked anew, the others go on', async () => {
    const { integration, id, other, conflict } = await disputedPrice();
    await stage.runtime.db
      .update(conflicts)
      .set({
        status: 'settled',
        choice: 'value',
        chosenValue: 'abc',
        settledBy: 'Anne',
        settledAt: new Date(),
      })
      .where(eq(conflicts.id, conflict));
    await updateProduct(ctx(), other, { title: 'Tasse bleue' });
    const run = await stage.run(integration);
    expect(run).toMatchObject({ status: 'partial', error: null });
    expect(await inShop()).toContainEqual(expect.objectContaining({ name: 'Tasse bleue' }));
    expect(await here(id)).toMatchObject({ price: '30.0000' });
    expect(await openConflicts()).toMatchObject([{ field: 'price', hereValue: '30', odooValue: '46' }]);
    expect(await stage.runtime.db.select().from(syncErrors)).toMatchObject([
      { code: 'typed_value_refused', localId: id },
    ]);
    await quiet(integration);
  });
});

describe('a conflict that the policy settled can be gone back on', () => {
  test('the other side’s value is an ordinary edit, on both sides after the next run', async () => {
    const { integration, id } = await disputed('odoo');
    expect(await here(id)).toMatchObject({ title: 'Pichet vert' });
    const [settled] = await allConflicts();
    expect(settled).toMatchObject({ status: 'settled', settledBy: 'policy', choice: 'odoo' });
    await resolveConflicts(ctx(), { ids: [settled?.id ?? ''], choice: 'products_manager' });
    await sync(integration);
    expect(await here(id)).toMatchObject({ title: 'Pichet bleu' });
    expect(await inShop()).toMatchObject([{ name: 'Pichet bleu' }]);
    expect(await allConflicts()).toMatchObject([{ choice: 'products_manager', settledBy: 'system' }]);
    await quiet(integration);
  });

  test('not over what somebody typed since: today’s value is named', async () => {
    const { id } = await disputed('odoo');
    await updateProduct(ctx(), id, { title: 'Carafe' });
    const [settled] = await allConflicts();
    await expect(
      resolveConflicts(ctx(), { ids: [settled?.id ?? ''], choice: 'products_manager' }),
    ).rejects.toMatchObject({ code: 'conflict_changed_since', params: { current: 'Carafe' } });
    expect(await here(id)).toMatchObject({ title: 'Carafe' });
  });
});

test.each([
  ['odoo', 'Rangée'],
  ['products_manager', 'Rayon'],
] as const)('categories too: the answer “%s” is carried out on both sides', async (choice, expected) => {
  const integration = await stage.join(odoo, { conflict_policy: 'manual' });
  const shelf = await createCategory(ctx(), { name: 'Étagère', parent_id: null });
  await sync(integration);
  const inOdoo = (work: (id: number) => string) =>
    odoo.as('admin', (env) => {
      const model = env.model('product.category');
      const [id = 0] = model.search([['name', 'in', ['Étagère', 'Rangée', 'Rayon']]]);
      const name = work(id);
      if (name) model.write([id], { name });
      return model.text(id, 'name');
    });
  await updateCategory(ctx(), shelf.id, { name: 'Rayon' });
  await inOdoo(() => 'Rangée');
  await sync(integration);
  const [open] = await openConflicts();
  expect(open).toMatchObject({ kind: 'category', hereValue: 'Rayon', odooValue: 'Rangée' });
  await resolveConflicts(ctx(), { ids: [open?.id ?? ''], choice });
  await sync(integration);
  const [row] = await stage.runtime.db.select().from(categories).where(eq(categories.id, shelf.id));
  expect([row?.name, await inOdoo(() => '')]).toEqual([expected, expected]);
  expect(await allConflicts()).toMatchObject([{ status: 'settled', choice, appliedAt: expect.any(Date) }]);
  await quiet(integration);
});

describe('one code, several candidates', () => {
  const twins = () =>
    odoo.as('admin', (env) =>
      ['Bol A', 'Bol B'].map((name) => env.model('product.template').create({ name, default_code: 'BOL-1' })),
    );
  const tieOf = async (localId: string) => {
    const [link] = await stage.runtime.db
      .select()
      .from(links)
      .where(and(eq(links.kind, 'product'), eq(links.localId, localId)));
    return link?.odooId;
  };

  test('two in Odoo: nothing is guessed; the one a person names is tied, the other comes by itself', async () => {
    const [first, second] = await twins();
    const { id } = await createProduct(ctx(), { title: 'Bol', sku: 'BOL-1', price: '5.00' });
    const integration = await stage.join(odoo, { conflict_policy: 'odoo' });
    await sync(integration);
    expect(await inShop()).toHaveLength(2);
    const [open, ...more] = await openConflicts();
    expect(more).toEqual([]);
    expect(open).toMatchObject({ localId: id, reason: 'several_candidates' });
    expect(open?.candidates?.map((one) => one.id)).toEqual([first, second]);
    await resolveConflicts(ctx(), { ids: [open?.id ?? ''], choice: 'value', value: second });
    await sync(integration);
    expect(await tieOf(id)).toBe(second);
    expect(await inShop()).toHaveLength(2);
    const alive = await stage.runtime.db.select().from(products).where(isNull(products.deletedAt));
    expect(alive.map(({ title }) => title).toSorted()).toEqual(['Bol A', 'Bol B']);
    expect(await openConflicts()).toEqual([]);
    await quiet(integration);
  });

  test('two here: the one a person names is tied, the other is sent as its own', async () => {
    const mine = [];
    for (const title of ['Tasse A', 'Tasse B'])
      mine.push((await createProduct(ctx(), { title, sku: 'TASSE', price: '5.00' })).id);
    const theirs = await odoo.as('admin', (env) =>
      env.model('product.template').create({ name: 'Tasse', default_code: 'TASSE' }),
    );
    const integration = await stage.join(odoo, { conflict_policy: 'odoo' });
    await sync(integration);
    const [open] = await openConflicts();
    expect(open).toMatchObject({ odooId: theirs, localId: null });
    await resolveConflicts(ctx(), { ids: [open?.id ?? ''], choice: 'value', value: mine[1] });
    await sync(integration);
    expect(await tieOf(mine[1] ?? '')).toBe(theirs);
    expect(await tieOf(mine[0] ?? '')).toBeDefined();
    expect(await inShop()).toHaveLength(2);
    expect(await openConflicts()).toEqual([]);
    await quiet(integration);
  });

  test('“none of them”: it is sent as a new one', async () => {
    await twins();
    const { id } = await createProduct(ctx(), { title: 'Bol', sku: 'BOL-1', price: '5.00' });
    const integration = await stage.join(odoo, { conflict_policy: 'odoo' });
    await sync(integration);
    const [open] = await openConflicts();
    await resolveConflicts(ctx(), { ids: [open?.id ?? ''], choice: 'products_manager' });
    await sync(integration);
    expect(await inShop()).toHaveLength(3);
    expect(await tieOf(id)).toBeDefined();
    const alive = await stage.runtime.db.select().from(products).where(isNull(products.deletedAt));
    expect(alive).toHaveLength(3);
    expect(await openConflicts()).toEqual([]);
    await quiet(integration);
  });
});
