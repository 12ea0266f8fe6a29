import { asc, eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterEach, describe, expect, test } from 'vitest';
import { productImages, products } from '@/db/schema/catalogue';
import { conflicts, syncErrors } from '@/db/schema/inbox';
import { prepareImages } from '@/e2e/odoo/models/image-processing';
import { Env } from '@/e2e/odoo/orm/env';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { addUser, MANAGER } from '@/e2e/support/odoo-users';
import { played } from '@/e2e/support/played-on';
import { addImage } from '@/lib/catalogue/images/add-image';
import { removeImage } from '@/lib/catalogue/images/remove-image';
import { reorderImages } from '@/lib/catalogue/images/reorder-images';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { productPage } from '@/lib/catalogue/products/product-page';
import { imageKey, readObject } from '@/lib/storage/store';
import { openStage, type Run, type Stage } from './stage';

let stage: Stage;
let odoo: RunningOdoo;
let integration: string;
afterEach(() => stage.close());

async function open(version: string) {
  stage = await openStage();
  odoo = await stage.odoo({ version, modules: ['website_sale'] });
  integration = await stage.join(odoo);
}

/** A picture of one grey, so that it is known again whatever becomes of its bytes. */
function grey(level: number, format: 'png' | 'webp' = 'png', side = 16): Promise<Buffer> {
  const background = { r: level, g: level, b: level };
  return sharp({ create: { width: side, height: side, channels: 3, background } })
    [format]()
    .toBuffer();
}

async function levelOf(bytes: Buffer): Promise<number> {
  const { channels } = await sharp(bytes).stats();
  return Math.round(channels[0]?.mean ?? -1);
}

async function sync(): Promise<Run> {
  const run = await stage.run(integration);
  expect(run.error).toBeNull();
  return run;
}

/** The next run asks for no picture and sends none. */
async function quiet(): Promise<void> {
  const before = odoo.log.length;
  await sync();
  const calls = odoo.log.slice(before).filter(({ method, args, kwargs }) => {
    const said = JSON.stringify([args, kwargs]);
    const sizes = said.includes('"bin_size":true');
    const asked = method === 'search_read' && !sizes && /"fields":\["image_/.test(said);
    return asked || ['write', 'load', 'create', 'unlink'].includes(method);
  });
  expect(calls).toEqual([]);
}

const pictures = (productId: string) =>
  stage.runtime.db
    .select()
    .from(productImages)
    .where(eq(productImages.productId, productId))
    .orderBy(asc(productImages.position));

async function here(productId: string): Promise<number[]> {
  const rows = await pictures(productId);
  return Promise.all(
    rows.map(async ({ sha256 }) =>
      levelOf((await readObject(stage.store, imageKey(sha256))) ?? Buffer.alloc(0)),
    ),
  );
}

/** Main picture first, then the further ones in Odoo's order. */
async function there(name: string): Promise<number[]> {
  const texts = await odoo.as('admin', (env) => {
    const templates = env.model('product.template');
    const [id = 0] = templates.search([['name', '=', name]]);
    const rows = env.has('product.image')
      ? env.model('product.image').search([['product_tmpl_id', '=', id]])
      : [];
    // In 20 the first row mirrors the main picture, and those with values are the variants'.
    const further = rows.filter((row) => !env.model('product.image').flag(row, 'has_attribute_value'));
    const main = templates.text(id, 'image_1920');
    const mirrored =
      further[0] !== undefined && env.model('product.image').text(further[0], 'image_1920') === main;
    return [
      ...(odoo.db.caps.binaryObjects && mirrored ? [] : [main]),
      ...further.map((one) => env.model('product.image').text(one, 'image_1920')),
    ].filter((text) => text !== '');
  });
  return Promise.all(texts.map((text) => levelOf(Buffer.from(text, 'base64'))));
}

async function paint(work: (env: Env) => void, ...files: Buffer[]): Promise<void> {
  const vals = files.map((file) => ({ image_1920: file.toString('base64') }));
  const prepared = await prepareImages(odoo.db.caps, 'product.image', vals, {});
  await odoo.as('admin', (env) => work(new Env(env.db, env.tx, env.uid, env.context, env.su, prepared)));
}

async function withPictures(...levels: number[]): Promise<string> {
  const { id } = await createProduct(stage.runtime.ctx, { title: 'Lampe', price: '10.00' });
  for (const level of levels) await addImage(stage.runtime.ctx, stage.store, id, await grey(level));
  return id;
}

describe.each(played('14.0', '19.0'))('pictures beyond the first (Odoo %s with its web shop)', (version) => {
  test('ten of them go in order, and nothing is sent again', async () => {
    await open(version);
    const levels = Array.from({ length: 10 }, (_, n) => 10 + n * 20);
    const id = await withPictures(...levels);
    await sync();
    expect(await there('Lampe')).toEqual(levels);
    expect(await here(id)).toEqual(levels);
    await quiet();
  });

  test('reordered, added and taken off here', async () => {
    await open(version);
    const id = await withPictures(10, 60, 110, 160);
    expect((await sync()).counts.image).toMatchObject({ created_in_odoo: 1, updated_in_odoo: 0 });
    const [a, b, c, d] = (await pictures(id)).map((row) => row.id);
    await reorderImages(
      stage.runtime.ctx,
      id,
      [c, a, d, b].map((one) => one ?? ''),
    );
    expect((await sync()).counts.image).toMatchObject({ created_in_odoo: 0, updated_in_odoo: 1 });
    expect(await there('Lampe')).toEqual([110, 10, 160, 60]);
    await removeImage(stage.runtime.ctx, id, a ?? '');
    await addImage(stage.runtime.ctx, stage.store, id, await grey(210));
    await sync();
    expect(await there('Lampe')).toEqual([110, 160, 60, 210]);
    expect(await here(id)).toEqual([110, 160, 60, 210]);
    await quiet();
  });

  test('reordered, added and taken off in Odoo', async () => {
    await open(version);
    const id = await withPictures(10, 60, 110);
    await sync();
    const files = [await grey(200)];
    await paint(
      (env) => {
        const images = env.model('product.image');
        // In 20 the main picture has a row as well, the first.
        const [second = 0, third = 0] = images.search([]).slice(-2);
        images.write([second], { sequence: 30 });
        images.write([third], { sequence: 20 });
        images.create({
          name: 'neuve',
          sequence: 25,
          product_tmpl_id: env.model('product.template').search([['name', '=', 'Lampe']])[0] ?? 0,
          image_1920: files[0]?.toString('base64') ?? '',
        });
      },
      ...files,
    );
    await sync();
    expect(await here(id)).toEqual([10, 110, 200, 60]);
    await quiet();
    await odoo.as('admin', (env) => {
      const images = env.model('product.image');
      images.unlink(images.search([['name', '=', 'neuve']]));
    });
    await stage.run(integration, { mode: 'full' });
    expect(await here(id)).toEqual([10, 110, 60]);
    await quiet();
  });

  test('a variant has a picture of its own, the product keeps its', async () => {
    await open(version);
    const family = await createProduct(stage.runtime.ctx, {
      title: 'Vase',
      price: '10.00',
      variants: ['Bleu', 'Vert'].map((colour) => ({ attributes: { Couleur: colour } })),
    });
    const [blue] = await stage.runtime.db
      .select()
      .from(products)
      .where(eq(products.parentId, family.id))
      .orderBy(asc(products.position));
    await addImage(stage.runtime.ctx, stage.store, family.id, await grey(40));
    await addImage(stage.runtime.ctx, stage.store, blue?.id ?? '', await grey(90));
    await sync();
    const own = await odoo.as('admin', (env) => {
      const variants = env.model('product.product');
      return variants
        .search([['product_tmpl_id.name', '=', 'Vase']], { order: 'id' })
        .map((id) => variants.text(id, 'image_variant_1920') !== '');
    });
    expect(await there('Vase')).toEqual([40]);
    expect(own).toEqual([true, false]);
    await quiet();
  });

  test('what Odoo would refuse or re-encode is made fit, and known again afterwards', async () => {
    await open(version);
    const { id } = await createProduct(stage.runtime.ctx, { title: 'Grand', price: '1.00' });
    await addImage(stage.runtime.ctx, stage.store, id, await grey(120, 'webp'));
    await addImage(stage.runtime.ctx, stage.store, id, await grey(180, 'png', 2_400));
    await sync();
    expect(await there('Grand')).toEqual([120, 180]);
    await quiet();
    const open_ = await stage.runtime.db.select().from(syncErrors).where(eq(syncErrors.status, 'open'));
    expect(open_).toEqual([]);
    expect((await pictures(id)).map((row) => row.contentType)).toEqual(['image/webp', 'image/png']);
  });

  test('an eleventh picture of Odoo stays there', async () => {
    await open(version);
    const files = await Promise.all(Array.from({ length: 11 }, (_, n) => grey(10 + n * 20)));
    await paint(
      (env) => {
        const [main, ...rest] = files.map((file) => file.toString('base64'));
        const id = env.model('product.template').create({ name: 'Album', image_1920: main ?? '' });
        rest.forEach((image, n) => {
          env.model('product.image').create({
            name: `n${n}`,
            sequence: n,
            product_tmpl_id: id,
            image_1920: image,
          });
        });
      },
      ...files,
    );
    await sync();
    const [album] = await stage.runtime.db.select().from(products).where(eq(products.title, 'Album'));
    expect(await here(album?.id ?? '')).toEqual(Array.from({ length: 10 }, (_, n) => 10 + n * 20));
    await quiet();
    expect(await there('Album')).toHaveLength(11);
    const rows = await pictures(album?.id ?? '');
    const [main, second, third, ...rest] = rows.map((row) => row.id);
    const order = [main, third, second, ...rest].map((one) => one ?? '');
    await reorderImages(stage.runtime.ctx, album?.id ?? '', order);
    await sync();
    expect((await there('Album')).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 11 }, (_, n) => 10 + n * 20),
    );
    expect((await there('Album')).slice(0, 3)).toEqual([10, 50, 30]);
    await quiet();
  });
});

describe('pictures of Odoo 20 with its web shop, where they are rows', () => {
  const ids = async (id: string) => (await pictures(id)).map((row) => row.id);

  /** What each variant shows of its own, in order; null: nothing. */
  async function owns(name: string): Promise<(number | null)[]> {
    const texts = await odoo.as('admin', (env) => {
      const variants = env.model('product.product');
      const found = variants.search([['product_tmpl_id.name', '=', name]], { order: 'id' });
      return found.map((one) => variants.text(one, 'image_variant_1920'));
    });
    return Promise.all(texts.map((text) => (text ? levelOf(Buffer.from(text, 'base64')) : null)));
  }

  test('swapped, reordered, taken off one by one: none is lost', async () => {
    await open('20.0');
    const id = await withPictures(10, 60, 110);
    await sync();
    expect(await there('Lampe')).toEqual([10, 60, 110]);
    await quiet();
    const [a, b, c] = await ids(id);
    await reorderImages(
      stage.runtime.ctx,
      id,
      [b, a, c].map((one) => one ?? ''),
    );
    await sync();
    expect(await there('Lampe')).toEqual([60, 10, 110]);
    expect(await here(id)).toEqual([60, 10, 110]);
    await quiet();
    await removeImage(stage.runtime.ctx, id, b ?? '');
    await sync();
    expect(await there('Lampe')).toEqual([10, 110]);
    await removeImage(stage.runtime.ctx, id, a ?? '');
    await removeImage(stage.runtime.ctx, id, c ?? '');
    await sync();
    expect(await there('Lampe')).toEqual([]);
    expect(await here(id)).toEqual([]);
    await quiet();
  }, 120_000);

  test('a variant’s own one is no picture of the product, whichever comes first', async () => {
    await open('20.0');
    const family = await createProduct(stage.runtime.ctx, {
      title: 'Vase',
      price: '10.00',
      variants: ['Bleu', 'Vert'].map((colour) => ({ attributes: { Couleur: colour } })),
    });
    const rows = stage.runtime.db.select().from(products).where(eq(products.parentId, family.id));
    const [blue, green] = await rows.orderBy(asc(products.position));
    await addImage(stage.runtime.ctx, stage.store, blue?.id ?? '', await grey(90));
    await sync();
    expect(await owns('Vase')).toEqual([90, null]);
    expect(await here(family.id)).toEqual([]);
    await addImage(stage.runtime.ctx, stage.store, family.id, await grey(40));
    await sync();
    expect(await there('Vase')).toEqual([40]);
    expect(await owns('Vase')).toEqual([90, null]);
    await addImage(stage.runtime.ctx, stage.store, green?.id ?? '', await grey(150));
    await addImage(stage.runtime.ctx, stage.store, family.id, await grey(200));
    await sync();
    expect(await there('Vase')).toEqual([40, 200]);
    expect(await owns('Vase')).toEqual([90, 150]);
    await quiet();
    const [own] = await ids(blue?.id ?? '');
    await removeImage(stage.runtime.ctx, blue?.id ?? '', own ?? '');
    await sync();
    expect(await owns('Vase')).toEqual([null, 150]);
    expect(await there('Vase')).toEqual([40, 200]);
    await quiet();
  }, 120_000);

  test('a main picture of Odoo stays main when a further one is added here', async () => {
    await open('20.0');
    const file = await grey(30);
    await paint((env) => {
      env.model('product.template').create({ name: 'Lampe', image_1920: file.toString('base64') });
    }, file);
    await sync();
    const [lamp] = await stage.runtime.db.select().from(products).where(eq(products.title, 'Lampe'));
    expect(await here(lamp?.id ?? '')).toEqual([30]);
    await addImage(stage.runtime.ctx, stage.store, lamp?.id ?? '', await grey(80));
    await sync();
    expect(await there('Lampe')).toEqual([30, 80]);
    await quiet();
  }, 120_000);
});

test.each(['14.0', '15.0', '16.0'])(
  'a user whom Odoo %s tells no checksums sends and takes each once',
  async (version) => {
    stage = await openStage();
    odoo = await stage.odoo({ version, modules: ['website_sale'] }, 'itself');
    const apiKey = await addUser(odoo, 'sync', MANAGER);
    integration = await stage.join(odoo, {}, { username: 'sync', apiKey });
    const id = await withPictures(10, 60, 110);
    const file = await grey(170);
    await paint((env) => {
      env.model('product.template').create({ name: 'Coussin', image_1920: file.toString('base64') });
    }, file);
    await sync();
    expect(await there('Lampe')).toEqual([10, 60, 110]);
    const [cushion] = await stage.runtime.db.select().from(products).where(eq(products.title, 'Coussin'));
    expect(await here(cushion?.id ?? '')).toEqual([170]);
    await quiet();
    expect(await here(id)).toEqual([10, 60, 110]);
  },
);

test('a product page says how many pictures an Odoo without a web shop leaves here', async () => {
  stage = await openStage();
  odoo = await stage.odoo({ version: '17.0' });
  integration = await stage.join(odoo);
  const id = await withPictures(10, 60, 110);
  expect(await sync()).toMatchObject({ status: 'succeeded' });
  expect(await there('Lampe')).toEqual([10]);
  const page = await productPage(stage.runtime.ctx, id, 'fr');
  expect(page?.picturesStaying.get(integration)).toBe(2);
  await quiet();
});

test('the first picture of a product met for the first time, killed behind its upload: nobody is asked whose it is', async () => {
  await open('17.0');
  await odoo.as('admin', (env) =>
    env
      .model('product.template')
      .create({ name: 'Grand', default_code: 'G-1', list_price: 1, taxes_id: [[6, 0, []]] }),
  );
  const { id } = await createProduct(stage.runtime.ctx, { title: 'Grand', sku: 'G-1', price: '1.00' });
  await addImage(stage.runtime.ctx, stage.store, id, await grey(180, 'png', 2_400));
  odoo.hooks.afterCommit = ({ method, args, kwargs }, response) => {
    const sends = method === 'write' || method === 'load';
    if (sends && JSON.stringify([args, kwargs]).includes('"image_1920"')) response?.destroy();
  };
  expect(await stage.run(integration)).not.toMatchObject({ status: 'succeeded' });
  odoo.hooks.afterCommit = undefined;
  await sync();
  await sync();
  expect(await stage.runtime.db.select().from(conflicts).where(eq(conflicts.kind, 'product'))).toEqual([]);
  expect([await there('Grand'), await here(id), (await pictures(id)).length]).toEqual([[180], [180], 1]);
  await quiet();
});
