import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as restore from '@/app/api/v1/products/[id]/restore/route';
import * as product from '@/app/api/v1/products/[id]/route';
import * as stock from '@/app/api/v1/products/[id]/stock/route';
import * as products from '@/app/api/v1/products/route';
import * as warehouses from '@/app/api/v1/warehouses/route';
import { answerOf, type CallOptions, callRoute, type Handler, refusal } from '@/e2e/support/route-calls';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { productList, productView } from '@/lib/catalogue/products/schema';

let runtime: TestRuntime;
let admin: string;
let viewer: string;

beforeAll(async () => {
  runtime = await createTestRuntime();
  Object.assign(globalThis, { productsManager: runtime });
  admin = await runtime.token('admin');
  viewer = await runtime.token('viewer');
});
afterAll(async () => {
  Reflect.deleteProperty(globalThis, 'productsManager');
  await runtime.drop();
});

const call = (handler: Handler, options?: CallOptions) => callRoute(handler, admin, options);

const make = (json: unknown, headers?: Record<string, string>) =>
  answerOf(call(products.POST, { json, headers }), 201, productView);

describe('products', () => {
  test('are made with their variants, read, changed, archived and restored', async () => {
    const made = await make({
      title: 'Robe',
      price: '59.9',
      variants: [{ attributes: { Taille: '38' }, sku: 'R-38' }],
    });
    const params = { id: made.id };
    const [variantId = ''] = made.variant_ids;
    expect(
      (await answerOf(call(product.GET, { params: { id: variantId } }), 200, productView)).parent_id,
    ).toBe(made.id);
    const changed = await answerOf(
      call(product.PATCH, { params, json: { price: '49.9' }, method: 'PATCH' }),
      200,
      productView,
    );
    expect(changed.price).toBe('49.90');
    expect((await call(product.DELETE, { params, method: 'DELETE' })).status).toBe(204);
    expect((await answerOf(call(product.GET, { params }), 200, productView)).deleted_at).not.toBeNull();
    await refusal(call(product.PATCH, { params, json: { price: '1' }, method: 'PATCH' }), 409);
    expect(
      (await answerOf(call(restore.POST, { params, method: 'POST' }), 200, productView)).deleted_at,
    ).toBeNull();
  });

  test('wrong fields are named, in the language asked for', async () => {
    const wrong = { title: ' ', price: '12,5 environ', colour: 'red' };
    const french = await refusal(
      call(products.POST, { json: wrong, headers: { 'accept-language': 'fr' } }),
      422,
    );
    expect(french.errors?.map((error) => error.path)).toEqual(expect.arrayContaining(['title', 'price']));
    expect(french.errors).toContainEqual({ path: 'title', message: 'Obligatoire.' });
    const english = await refusal(
      call(products.POST, { json: wrong, headers: { 'accept-language': 'en' } }),
      422,
    );
    expect(english.errors).toContainEqual({ path: 'title', message: 'Required.' });
  });

  test('a repeated write with its key makes one product', async () => {
    const headers = { 'idempotency-key': 'make-once' };
    const [one, two] = [await make({ title: 'Once' }, headers), await make({ title: 'Once' }, headers)];
    expect(two.id).toBe(one.id);
  });

  test('need somebody, and an administrator to change', async () => {
    await refusal(call(products.GET, { token: 'pm_wrong' }), 401);
    await refusal(call(products.POST, { json: { title: 'x' }, token: viewer }), 403);
    await answerOf(call(products.GET, { token: viewer }), 200, productList);
    await refusal(call(product.GET, { params: { id: '0190163d-8694-739b-aea5-966c26f8ad91' } }), 404);
    await refusal(call(product.GET, { params: { id: 'robe' } }), 422);
  });

  test('are found by reference, barcode and words', async () => {
    const made = await make({ title: 'Écharpe en laine', sku: 'ECH-9', ean: '4006381333931' });
    for (const query of ['?sku=ECH-9', '?ean=4006381333931', '?search=LAINE%20echarpe', '?search=ech-9']) {
      const { data } = await answerOf(call(products.GET, { query }), 200, productList);
      expect(
        data.map((row) => row.id),
        query,
      ).toEqual([made.id]);
    }
    const { data } = await answerOf(call(products.GET, { query: '?search=100%25' }), 200, productList);
    expect(data).toEqual([]);
  });

  test('a cursor that is not one is refused', () =>
    refusal(call(products.GET, { query: '?cursor=nonsense' }), 400));
});

describe('stock', () => {
  test('is set in the default warehouse, by difference when the caller says what it saw', async () => {
    const { id } = await make({ title: 'Lampe' });
    const put = (json: unknown) =>
      answerOf(call(stock.PUT, { params: { id }, json, method: 'PUT' }), 200, productView);
    await put({ quantity: '10', alert_threshold: '3' });
    await put({ quantity: '13' });
    const merged = await put({ quantity: '8', expected_quantity: '10' });
    expect(merged).toMatchObject({ stock_quantity: '11', stock: [{ quantity: '11', alert_threshold: '3' }] });
    const cleared = await put({ alert_threshold: null });
    expect(cleared.stock).toMatchObject([{ quantity: '11', alert_threshold: null }]);
    const list = await answerOf(
      call(warehouses.GET),
      200,
      z.object({ data: z.array(z.object({ is_default: z.boolean() })) }),
    );
    expect(list.data).toEqual([{ is_default: true }]);
  });

  test('is refused by name where the difference leads to a count that there cannot be', async () => {
    const { id } = await make({ title: 'Vase' });
    const put = (json: unknown) => call(stock.PUT, { params: { id }, json, method: 'PUT' });
    await answerOf(put({ quantity: '3', alert_threshold: '1' }), 200, productView);
    for (const typed of [
      { quantity: '2', expected_quantity: '10', alert_threshold: '7' },
      { quantity: '999999999999', expected_quantity: '-999999999999', alert_threshold: '7' },
      { quantity: '999999999999.9999', expected_quantity: '2', alert_threshold: '7' },
    ]) {
      const { code, errors } = await refusal(put(typed), 409);
      expect([code, errors?.map(({ path }) => path)]).toEqual(['stock_out_of_range', ['quantity']]);
    }
    const view = await answerOf(call(product.GET, { params: { id } }), 200, productView);
    expect(view.stock).toMatchObject([{ quantity: '3', alert_threshold: '1' }]);
    await answerOf(put({ quantity: '7', expected_quantity: '10' }), 200, productView);
  });

  test('is kept on the variants of a product that has some', async () => {
    const parent = await make({ title: 'Veste', variants: [{ attributes: { Taille: '40' } }] });
    const put = (id: string, json: unknown) => call(stock.PUT, { params: { id }, json, method: 'PUT' });
    expect((await refusal(put(parent.id, { quantity: '1' }), 409)).code).toBe('stock_on_variants');
    await answerOf(put(parent.variant_ids[0] ?? '', { quantity: '4' }), 200, productView);
    expect(
      (await answerOf(call(product.GET, { params: { id: parent.id } }), 200, productView)).stock_quantity,
    ).toBe('4');
    await refusal(put(parent.variant_ids[0] ?? '', { quantity: '-4' }), 422);
    await refusal(put(parent.variant_ids[0] ?? '', {}), 422);
  });
});
