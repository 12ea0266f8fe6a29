import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as image from '@/app/api/v1/products/[id]/images/[imageId]/route';
import * as images from '@/app/api/v1/products/[id]/images/route';
import * as product from '@/app/api/v1/products/[id]/route';
import * as products from '@/app/api/v1/products/route';
import { answerOf, type CallOptions, callRoute, type Handler, refusal } from '@/e2e/support/route-calls';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { safeFetch } from '@/lib/catalogue/images/safe-fetch';
import { imageView, productView } from '@/lib/catalogue/products/schema';

let runtime: TestRuntime;
let admin: string;
let folder: string;
let pictures: Server;
let picture: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pm-api-'));
  runtime = await createTestRuntime({ DATA_DIR: folder, ALLOW_PRIVATE_IMAGE_URLS: 'true' });
  Object.assign(globalThis, { productsManager: runtime });
  admin = await runtime.token('admin');
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

const call = (handler: Handler, options?: CallOptions) => callRoute(handler, admin, options);

const make = (json: unknown) => answerOf(call(products.POST, { json }), 201, productView);

function upload(id: string, bytes: Buffer, name = 'picture.png') {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(bytes)], name));
  return call(images.POST, { params: { id }, form });
}

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
});
