import { eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { insertRows, updateRows } from './many-rows';
import { products } from './schema/catalogue';

let runtime: TestRuntime;
beforeAll(async () => {
  runtime = await createTestRuntime();
});
afterAll(() => runtime.drop());

test('rows are stored as the query builder stores them, defaults and odd texts included', async () => {
  const rows = [
    { title: 'Bol "à" \\ud83d', price: '12.3400', attributes: { Taille: 'M', Prix: '19.90' }, sku: null },
    {
      title: 'cut \ud83d',
      deletedAt: new Date('2026-11-27T10:00:00Z'),
      status: 'draft' as const,
      position: 3,
    },
  ];
  const [ours, theirs] = [rows, rows].map((list) => list.map((row) => ({ id: v7(), ...row })));
  await insertRows(runtime.db, products, ours ?? []);
  await runtime.db.insert(products).values(theirs ?? []);
  for (const [index, { id }] of (ours ?? []).entries()) {
    const stored = await Promise.all([id, theirs?.[index]?.id ?? ''].map(one));
    expect({ ...stored[0], id: '', createdAt: null, updatedAt: null }).toEqual({
      ...stored[1],
      ...{ id: '', createdAt: null, updatedAt: null },
    });
  }
});

test('rows get the values they name, and keep the others', async () => {
  const [bowl, vase] = [v7(), v7()];
  await insertRows(runtime.db, products, [
    { id: bowl, title: 'Bol', sku: 'B-1' },
    { id: vase, title: 'Vase', sku: 'V-1' },
  ]);
  await updateRows(runtime.db, products, [
    { id: bowl, sku: null, price: '5.0000' },
    { id: vase, title: 'Grand vase', sku: undefined },
  ]);
  expect(await one(bowl)).toMatchObject({ title: 'Bol', sku: null, price: '5.0000' });
  expect(await one(vase)).toMatchObject({ title: 'Grand vase', sku: 'V-1', price: null });
});

async function one(id: string) {
  const [row] = await runtime.db.select().from(products).where(eq(products.id, id));
  return row;
}
