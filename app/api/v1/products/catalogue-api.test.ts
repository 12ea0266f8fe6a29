import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as image from '@/app/api/v1/products/[id]/images/[imageId]/route';
import * as images from '@/app/api/v1/products/[id]/images/route';
import * as restore from '@/app/api/v1/products/[id]/restore/route';
import * as product from '@/app/api/v1/products/[id]/route';
import * as stock from '@/app/api/v1/products/[id]/stock/route';
import * as products from '@/app/api/v1/products/route';
import * as warehouses from '@/app/api/v1/warehouses/route';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { safeFetch } from '@/lib/catalogue/images/safe-fetch';
import { imageView, productList, productView } from '@/lib/catalogue/products/schema';
import { problemSchema } from '@/lib/http/problem';
import { isPublicAddress } from '@/lib/net/public-address';

let runtime: TestRuntime;
let admin: string;
let viewer: string;
let folder: string;
let pictures: Server;
let picture: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pm-api-'));
  runtime = await createTestRuntime({ DATA_DIR: folder, ALLOW_PRIVATE_IMAGE_URLS: 'true' });
  Object.assign(globalThis, { productsManager: runtime });
  admin = await runtime.token('admin');
  viewer = await runtime.token('viewer');
  picture = await draw(300, 200, '#308060');
  pictures = createServer((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: '/picture.jpg' }).end();
    else if (request.url === '/picture.jpg') response.end(picture);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => pictures.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  Reflect.deleteProperty(globalThis, 'productsManager');
  await new Promise((resolve) => pictures.close(resolve));
  await runtime.drop();
  await rm(folder, { recursive: true, force: true });
});

function draw(
  width: number,
  height: number,
  background: string,
  format: 'png' | 'jpeg' | 'webp' | 'gif' = 'png',
) {
  return sharp({ create: { width, height, channels: 3, background } })
    .toFormat(format)
    .toBuffer();
}

type Handler = (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response>;

function call(
  handler: Handler,
  options: {
    params?: Record<string, string>;
    query?: string;
    json?: unknown;
    form?: FormData;
    token?: string;
    headers?: Record<string, string>;
    method?: string;
  } = {},
): Promise<Response> {
  const { params = {}, query = '', json, form, token = admin, headers = {} } = options;
  const method = options.method ?? (json === undefined && !form ? 'GET' : 'POST');
  const request = new Request(`http://127.0.0.1/api/v1/x${query}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: form ?? (json === undefined ? undefined : JSON.stringify(json)),
  });
  return handler(request, { params: Promise.resolve(params) });
}

async function answerOf<S extends z.ZodType>(
  response: Promise<Response>,
  status: number,
  schema: S,
): Promise<z.output<S>> {
  const answer = await response;
  const body: unknown = await answer.json();
  expect(answer.status, JSON.stringify(body)).toBe(status);
  return schema.parse(body);
}

async function refusal(response: Promise<Response>, status: number) {
  const answer = await response;
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  return problemSchema.parse(await answer.json());
}

const make = (json: unknown, headers?: Record<string, string>) =>
  answerOf(call(products.POST, { json, headers }), 201, productView);

function upload(id: string, bytes: Buffer, name = 'picture.png') {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(bytes)], name));
  return call(images.POST, { params: { id }, form });
}

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

describe('images', () => {
  test('are added, served in both sizes, ordered and removed', async () => {
    const { id } = await make({ title: 'Tasse' });
    const first = await answerOf(upload(id, await draw(900, 600, 'red', 'jpeg')), 201, imageView);
    const second = await answerOf(upload(id, await draw(10, 10, 'blue', 'webp')), 201, imageView);
    expect(first).toMatchObject({ position: 0, content_type: 'image/jpeg' });
    expect(second).toMatchObject({ position: 1, content_type: 'image/webp' });
    const params = { id, imageId: first.id };
    const full = await call(image.GET, { params });
    expect(full.headers.get('content-type')).toBe('image/jpeg');
    expect(full.headers.get('cache-control')).toContain('immutable');
    expect((await full.arrayBuffer()).byteLength).toBe(first.size);
    for (let time = 0; time < 2; time++) {
      const small = await call(image.GET, { params, query: '?size=96' });
      const { width, format } = await sharp(await small.arrayBuffer()).metadata();
      expect({ width, format }).toEqual({ width: 96, format: 'webp' });
    }
    const etag = full.headers.get('etag') ?? '';
    expect((await call(image.GET, { params, headers: { 'if-none-match': etag } })).status).toBe(304);
    await refusal(call(image.GET, { params, query: '?size=5000' }), 422);

    const order = (ids: string[]) =>
      call(images.PUT, { params: { id }, json: { image_ids: ids }, method: 'PUT' });
    expect((await refusal(order([second.id]), 422)).code).toBe('image_order_differs');
    await refusal(order([second.id, second.id]), 422);
    expect((await order([second.id, first.id])).status).toBe(200);
    expect((await call(image.DELETE, { params: { id, imageId: second.id }, method: 'DELETE' })).status).toBe(
      204,
    );
    const left = await answerOf(call(product.GET, { params: { id } }), 200, productView);
    expect(left.images).toMatchObject([{ id: first.id, position: 0 }]);
  });

  test('the same bytes twice are one picture; ten are the most', async () => {
    const { id } = await make({ title: 'Assiette' });
    const drawn = await Promise.all(Array.from({ length: 11 }, (_, index) => draw(4, 4 + index, 'green')));
    const one = await answerOf(upload(id, drawn[0] ?? picture), 201, imageView);
    expect((await answerOf(upload(id, drawn[0] ?? picture), 201, imageView)).id).toBe(one.id);
    for (const bytes of drawn.slice(1, 10)) await answerOf(upload(id, bytes), 201, imageView);
    expect((await refusal(upload(id, drawn[10] ?? picture), 409)).code).toBe('too_many_images');
  });

  test('what is not a picture, too large or too many pixels is refused', async () => {
    const { id } = await make({ title: 'Bol' });
    await refusal(upload(id, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'x.png'), 415);
    await refusal(upload(id, await draw(5, 5, 'red', 'gif')), 415);
    await refusal(upload(id, (await draw(900, 900, 'red', 'jpeg')).subarray(0, 1200)), 415);
    await refusal(upload(id, Buffer.alloc(10 * 1024 * 1024 + 1)), 413);
    await refusal(upload(id, Buffer.alloc(12 * 1024 * 1024)), 413);
    const bomb = await sharp({ create: { width: 8000, height: 7000, channels: 3, background: 'white' } })
      .png()
      .toBuffer();
    expect((await refusal(upload(id, bomb), 422)).code).toBe('image_too_many_pixels');
  });

  test('are downloaded from an address, through a redirect', async () => {
    const { id } = await make({ title: 'Verre' });
    const { port } = z.object({ port: z.number() }).parse(pictures.address());
    const from = (url: string) => call(images.POST, { params: { id }, json: { url } });
    await answerOf(from(`http://127.0.0.1:${port}/moved`), 201, imageView);
    expect((await refusal(from(`http://127.0.0.1:${port}/none`), 422)).code).toBe('image_unreachable');
    await refusal(from('ftp://127.0.0.1/x.png'), 422);
  });
});

describe('addresses that may be fetched', () => {
  test.each(['127.0.0.1', 'localhost', '[::1]', '2130706433'])(
    'nothing is asked of our own machine as %s',
    async (host) => {
      const { port } = z.object({ port: z.number() }).parse(pictures.address());
      await expect(safeFetch(`http://${host}:${port}/picture.jpg`, { maxBytes: 1e6 })).rejects.toMatchObject({
        code: 'image_unreachable',
        params: { reason: 'private address' },
      });
    },
  );

  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '192.168.0.1',
    '172.20.0.1',
    '0.0.0.0',
    '::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '::ffff:127.0.0.1',
  ])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false));
  test.each(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});
