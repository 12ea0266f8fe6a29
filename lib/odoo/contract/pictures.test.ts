import sharp from 'sharp';
import { afterEach, expect, test } from 'vitest';
import { OdooFault } from '@/e2e/odoo/orm/faults';
import type { CallRecord } from '@/e2e/odoo/wire/hooks';
import { type Server, startServer } from '@/e2e/support/odoo-servers';
import { OdooError } from '../errors';
import { type Downloaded, downloadImages } from '../intentions/download-images';
import { readImages } from '../intentions/read-images';
import { writeImage } from '../intentions/write-images';
import type { RemoteImage } from '../records';
import type { OdooSession, OdooSettings } from '../session';

const COUNT = 24;
let server: Server;
afterEach(() => server.close());

/** A session, and the pictures of so many templates, each another one. */
async function withPictures(settings: Partial<OdooSettings>) {
  server = await startServer(17);
  const odoo = await server.open(settings);
  const sent = new Map<number, Buffer>();
  for (let level = 0; level < COUNT; level++) {
    const id = await server.odoo.as('admin', (env) =>
      env.model('product.template').create({ name: `Bol ${level}` }),
    );
    const background = { r: level, g: level, b: level };
    const bytes = await sharp({ create: { width: 16, height: 16, channels: 3, background } })
      .png()
      .toBuffer();
    await writeImage(odoo, { model: 'product.template', id, field: 'image_1920' }, bytes);
    sent.set(id, bytes);
  }
  const set = { model: 'product.template', field: 'image_1920', ids: [...sent.keys()] } as const;
  const images = (await readImages(odoo, [set]))('product.template');
  return { odoo, sent, images: [...images.values()] };
}

async function downloaded(odoo: OdooSession, images: readonly RemoteImage[]) {
  const before = server.odoo.log.length;
  const came = new Map<number, Downloaded>();
  await downloadImages(odoo, images, async (image, bytes) => void came.set(image.ref.id, bytes));
  const asked = server.odoo.log.slice(before).filter((call) => call.method === 'search_read');
  return { came, asked: asked.map((call) => idsOf(call).length) };
}

function idsOf({ args, kwargs }: CallRecord): number[] {
  const [, , ids] = /\["id","in",(\[)([\d,]+)\]/.exec(JSON.stringify([args, kwargs])) ?? [];
  return (ids ?? '').split(',').map(Number);
}

/** Odoo does `fault` when pictures are asked for of which this holds. */
function misbehave(when: (ids: number[]) => boolean, fault: () => void | Promise<void>) {
  server.odoo.hooks.beforeCall = async (call) => {
    if (call.method === 'search_read' && when(idsOf(call))) await fault();
  };
}

test('as many in a call as fit it, by the size that the attachment tells', async () => {
  const { odoo, sent, images } = await withPictures({});
  expect(await downloaded(odoo, images)).toEqual({ came: sent, asked: [COUNT] });
  const one = Math.max(...images.map(({ size }) => size ?? 0));
  const narrow = await server.open({ imageBundleBytes: one * 8, workers: 2 });
  const { came, asked } = await downloaded(narrow, images);
  expect(came).toEqual(sent);
  expect(asked.length).toBeLessThanOrEqual(4);
  expect(Math.max(...asked)).toBeLessThanOrEqual(COUNT / 2);
});

test('where no size is told, what came says how many go together next', async () => {
  const { sent, images } = await withPictures({});
  const odoo = await server.open({ imageBundleBytes: 300 * 1024, workers: 1 });
  const blind = images.map((image) => ({ ...image, sha1: null, size: null, hint: null }));
  const { came, asked } = await downloaded(odoo, blind);
  expect(came).toEqual(sent);
  expect(asked).toEqual([3, COUNT - 3]);
});

test('one that Odoo cannot read costs itself alone', async () => {
  const { odoo, sent, images } = await withPictures({ workers: 1 });
  const [bad = 0] = [...sent.keys()].slice(17);
  misbehave(
    (ids) => ids.includes(bad),
    () => {
      throw new OdooFault('builtins.ValueError', 'Unreadable attachment');
    },
  );
  const { came } = await downloaded(odoo, images);
  expect(came.get(bad)).toBeInstanceOf(OdooError);
  came.delete(bad);
  sent.delete(bad);
  expect(came).toEqual(sent);
});

test('what takes too long is asked for in halves, and not as many again', async () => {
  const { images, sent } = await withPictures({});
  const odoo = await server.open({ imageTimeoutMs: 400, imageBundleBytes: 20_000, workers: 1 });
  let slow = 0;
  misbehave(
    (ids) => ids.length > COUNT / 2,
    async () => {
      slow++;
      await new Promise((done) => setTimeout(done, 1_000));
    },
  );
  expect((await downloaded(odoo, images)).came).toEqual(sent);
  expect(slow).toBe(1);
});
