import { keepFile } from '../models/attachment';
import type { Env } from '../orm/env';
import type { Row } from '../orm/table';
import { storable } from '../storable';
import { ean13 } from './ean';
import { noise } from './images/noise';
import { chance } from './random';
import { FAMILIES } from './shop/products';

/** Every so many products one has variants, made by the models as a person would. */
const VARIANTS_EVERY = 50;

/** Every so many products one has a picture, where pictures are asked for. */
const PICTURE_EVERY = 7;

/**
 * Work that makes `count` products for benchmarks, in a few seconds for 50,000: the first is made by the models, the
 * others are rows like it. Half of them lie in stock. Without pictures unless asked for.
 */
export function catalogueSeed(
  count: number,
  seed = 'benchmark',
  { pictures = false }: { pictures?: boolean } = {},
): (env: Env) => void {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`Not a number of products: ${count}`);
  return (env) => {
    generateCatalogue(env, count, seed);
    if (pictures) addPictures(env);
  };
}

function generateCatalogue(env: Env, count: number, seed: string): void {
  const dice = chance(seed);
  const categories = makeCategories(env);
  const templates = env.model('product.template');
  const variants = env.model('product.product');
  const colours = makeColours(env);
  const stored = storable(env);
  const first = templates.create({ name: 'Modèle', categ_id: categories[0] ?? 1, ...stored });
  const like = copyOf(templates.row(first));
  const variantLike = copyOf(variants.row([...variants.table.where('product_tmpl_id', first)][0] ?? 0));
  variants.unlink([...variants.table.where('product_tmpl_id', first)]);
  for (let at = 0; at < count; at += 1) {
    const cells = {
      name: `${dice.pick(FAMILIES).noun} ${dice.pick(FAMILIES).models[0] ?? ''} ${at + 1}`,
      list_price: dice.int(300, 30_000) / 100,
      categ_id: dice.pick(categories),
      default_code: `BENCH-${String(at + 1).padStart(6, '0')}`,
      weight: dice.int(5, 900) / 100,
    };
    if (at % VARIANTS_EVERY === VARIANTS_EVERY - 1) {
      const { default_code: _code, weight: _weight, ...shared } = cells;
      templates.create({
        ...shared,
        ...stored,
        attribute_line_ids: [
          [0, 0, { attribute_id: colours.attribute, value_ids: [[6, 0, colours.values]] }],
        ],
      });
      continue;
    }
    const template = insertLike(env, 'product.template', like, cells);
    const product = insertLike(env, 'product.product', variantLike, {
      product_tmpl_id: template,
      default_code: cells.default_code,
      weight: cells.weight,
      barcode: ean13(at % 100_000, String(1000 + Math.floor(at / 100_000)).slice(0, 4)),
    });
    if (dice.hit(0.5)) putInStock(env, product, dice.int(1, 200));
  }
}

/** One photograph's worth of bytes each, 37 kB: what it shows does not matter. */
function addPictures(env: Env): void {
  const templates = env.model('product.template');
  const picture = noise(110).toString('base64');
  for (const [at, id] of templates.search([], { order: 'id' }).entries())
    if (at % PICTURE_EVERY === 0) keepFile(templates, id, 'image_1920', picture, 'image/png');
}

function makeCategories(env: Env): number[] {
  const model = env.model('product.category');
  const root = model.search([['name', '=', 'Saleable']])[0] ?? model.create({ name: 'Saleable' });
  return Array.from({ length: 40 }, (_, at) => model.create({ name: `Rayon ${at + 1}`, parent_id: root }));
}

function makeColours(env: Env): { attribute: number; values: number[] } {
  const attribute = env.model('product.attribute').create({ name: 'Couleur', create_variant: 'always' });
  const values = ['Écru', 'Ocre', 'Noir', 'Sapin'].map((name) =>
    env.model('product.attribute.value').create({ name, attribute_id: attribute }),
  );
  return { attribute, values };
}

function copyOf(row: Row | undefined): Row {
  if (row === undefined) throw new Error('The first product was not made');
  return { ...row };
}

/** A row as another one, with its own id and cells; `write_date` spreads a little so that cursors have work. */
function insertLike(env: Env, model: string, like: Row, cells: { [field: string]: string | number }): number {
  const table = env.db.table(model);
  const id = table.nextId();
  const micros = String((id * 7919) % 1_000_000).padStart(6, '0');
  const stamp = `${env.tx.startedAt.slice(0, 19)}.${micros}`;
  table.place({ ...like, ...cells, id, create_date: stamp, write_date: stamp });
  return id;
}

function putInStock(env: Env, product: number, quantity: number): void {
  const stock = env.db.table('stock.warehouse').rows.get(1)?.lot_stock_id;
  const table = env.db.table('stock.quant');
  const id = table.nextId();
  table.place({
    id,
    product_id: product,
    location_id: typeof stock === 'number' ? stock : 0,
    lot_id: false,
    package_id: false,
    owner_id: false,
    user_id: false,
    company_id: 1,
    quantity,
    reserved_quantity: 0,
    inventory_quantity: 0,
    inventory_quantity_set: false,
    inventory_diff_quantity: 0,
    in_date: env.tx.startedAt,
    create_date: env.tx.startedAt,
    create_uid: 2,
    write_date: env.tx.startedAt,
    write_uid: 2,
  });
}
