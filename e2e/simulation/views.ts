import { eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { categories, productImages, products } from '@/db/schema/catalogue';
import { leftOut, links } from '@/db/schema/links';
import type { Env } from '@/e2e/odoo/orm/env';
import { Float } from '@/e2e/odoo/orm/values';
import type { World } from './world';

/** What each side shows of one record, read past the engine: straight from the tables and from the stand-in. */
export interface Shown {
  readonly alive: boolean;
  /** Odoo: a template whose only variant is archived; that of a product without variants is sold by nobody. */
  readonly asleep?: boolean;
  /** Odoo: what the first live variant of a template is sold at: the price of a product without variants here. */
  readonly soldAt?: string;
  /** Here: it has, or had, variants. */
  readonly divided?: boolean;
  /** The product a variant belongs to; in Odoo `product.template,<id>`. */
  readonly family?: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface Pair {
  readonly kind: 'product' | 'variant' | 'category';
  readonly localId: string;
  /** `<model>,<id>` */
  readonly remote: string;
  readonly here: Shown | null;
  readonly odoo: Shown | null;
}

export interface Sight {
  readonly pairs: readonly Pair[];
  /** Live records without a partner. */
  readonly strangersHere: readonly string[];
  readonly strangersInOdoo: readonly string[];
}

const decimal = (value: string | number | null) => String(Number(value ?? 0));

export async function look(world: World): Promise<Sight> {
  const [tied, out] = await Promise.all([
    world.runtime.db.select().from(links).where(eq(links.integrationId, world.integrationId)),
    world.runtime.db.select().from(leftOut).where(isNull(leftOut.broughtBackAt)),
  ]);
  const shelvesOut = out.filter(
    ({ kind, integrationId }) => kind === 'category' && integrationId === world.integrationId,
  );
  const odoo = await world.odoo.as('admin', (env) =>
    lookInOdoo(env, new Set(shelvesOut.map(({ odooId }) => odooId))),
  );
  const asVariants = new Set(
    tied.flatMap((link) => (link.kind === 'variant' && link.odooDeletedAt === null ? link.localId : [])),
  );
  const here = await lookHere(world, asVariants);
  const pairs: Pair[] = [];
  const met = new Set<string>();
  for (const link of tied) {
    if (link.kind !== 'product' && link.kind !== 'variant' && link.kind !== 'category') continue;
    const local = `${link.kind} ${link.localId}`;
    const remote = `${link.odooModel},${link.odooId}`;
    met.add(local).add(remote);
    pairs.push({
      kind: link.kind,
      localId: link.localId,
      remote,
      here: here.get(local) ?? null,
      odoo: asSold(here.get(local), odoo.get(remote)) ?? null,
    });
  }
  // What was unlinked in Odoo is never made there again, nor are variants that it got here since.
  const unlinked = new Set(pairs.filter(({ odoo: there }) => there === null).map(({ localId }) => localId));
  // What an undo took back here stays in Odoo alone until a person brings it back.
  for (const { odooModel, odooId } of out) unlinked.add(`${odooModel},${odooId}`);
  const strangers = (side: ReadonlyMap<string, Shown>) =>
    [...side]
      .filter(
        ([key, { alive, family }]) =>
          alive && !met.has(key) && !unlinked.has(key) && !unlinked.has(family ?? ''),
      )
      .map(([key]) => key);
  return { pairs, strangersHere: strangers(here), strangersInOdoo: strangers(odoo) };
}

/** A product without variants costs what its only variant is sold at, with what that one's values add. */
function asSold(here: Shown | undefined, odoo: Shown | undefined): Shown | undefined {
  if (!odoo || here?.divided !== false || odoo.soldAt === undefined) return odoo;
  return { ...odoo, fields: { ...odoo.fields, price: odoo.soldAt } };
}

/** Where a variant's price is stored, it need not follow from its template's. */
const ownPrices = (version: number) => version >= 19.4;

/** @param asVariants ids tied as variants: so is a product itself that has none any more, though it once had. */
async function lookHere(world: World, asVariants: ReadonlySet<string>): Promise<Map<string, Shown>> {
  const { db } = world.runtime;
  const [rows, shelves, pictures] = await Promise.all([
    db.select().from(products),
    db.select().from(categories).where(isNull(categories.deletedAt)),
    db.select().from(productImages),
  ]);
  const path = pathIn(shelves.map((shelf) => ({ id: shelf.id, name: shelf.name, parent: shelf.parentId })));
  const main = new Map(
    pictures.filter((image) => image.position === 0).map((image) => [image.productId, image.sha1]),
  );
  const parents = new Set(rows.flatMap((row) => row.parentId ?? []));
  const shown = new Map<string, Shown>();
  for (const row of rows) {
    const alive = row.deletedAt === null;
    if (row.parentId === null) {
      shown.set(`product ${row.id}`, {
        alive,
        divided: parents.has(row.id),
        fields: {
          title: row.title,
          description: row.description,
          price: decimal(row.price),
          category: path(row.categoryId),
          image: main.get(row.id) ?? '',
        },
      });
    }
    if (row.parentId !== null || !parents.has(row.id) || asVariants.has(row.id)) {
      shown.set(`variant ${row.id}`, {
        alive,
        ...(row.parentId === null ? {} : { family: row.parentId }),
        fields: {
          ...(row.parentId !== null && ownPrices(world.odoo.db.caps.version)
            ? { price: decimal(row.price) }
            : {}),
          sku: row.sku ?? '',
          ean: row.ean ?? '',
          cost_price: decimal(row.costPrice),
          weight: decimal(row.weight),
          ...(row.parentId === null ? {} : { attributes: combination(Object.entries(row.attributes)) }),
        },
      });
    }
  }
  for (const shelf of shelves)
    shown.set(`category ${shelf.id}`, { alive: true, fields: { path: path(shelf.id) } });
  return shown;
}

/** A float field's value travels in a wrapper of the stand-in. */
const float = z.union([z.number(), z.instanceof(Float).transform((wrapped) => wrapped.value)]);

const template = z.object({
  id: z.number(),
  name: z.string(),
  active: z.boolean(),
  description_sale: z.union([z.string(), z.literal(false)]),
  list_price: float,
  categ_id: z.union([z.tuple([z.number(), z.string()]), z.literal(false)]),
  taxes_id: z.array(z.number()),
});
const variant = z.object({
  id: z.number(),
  active: z.boolean(),
  default_code: z.union([z.string(), z.literal(false)]),
  barcode: z.union([z.string(), z.literal(false)]),
  standard_price: float,
  lst_price: float,
  product_tmpl_id: z.tuple([z.number(), z.string()]),
  weight: float,
  product_template_attribute_value_ids: z.array(z.number()),
});

/** @param shelvesOut categories that an undo took out here: what lies below one in Odoo has a place without it. */
function lookInOdoo(env: Env, shelvesOut: ReadonlySet<number>): Map<string, Shown> {
  const all = { active_test: false };
  const templates = env.model('product.template').with(all);
  const variants = env.model('product.product').with(all);
  const shelves = env.model('product.category');
  const images = new Map(
    env
      .model('ir.attachment')
      .sudo()
      .matching([
        ['res_model', '=', 'product.template'],
        ['res_field', '=', 'image_1920'],
      ])
      .map((id) => {
        const attachment = env.model('ir.attachment').sudo();
        return [attachment.number(id, 'res_id'), attachment.text(id, 'checksum')] as const;
      }),
  );
  const path = pathIn(
    shelves
      .search([])
      .map((id) => ({ id, name: shelves.text(id, 'name'), parent: shelves.one(id, 'parent_id') ?? null })),
    ({ id, name }) => TRUNK.has(name) || shelvesOut.has(id),
  );
  const shown = new Map<string, Shown>();
  const rates = new Map<number, number>();
  for (const raw of templates.read(templates.search([]), Object.keys(template.shape))) {
    const row = template.parse(raw);
    const rate = row.taxes_id.reduce((sum, id) => sum + includedRate(env, id), 0);
    rates.set(row.id, rate);
    const own = variants.search([['product_tmpl_id', '=', row.id]]);
    const sold = own.find((id) => !row.active || variants.flag(id, 'active'));
    const asleep = own.length === 1 && own.every((id) => !variants.flag(id, 'active'));
    shown.set(`product.template,${row.id}`, {
      alive: row.active,
      asleep,
      ...(sold === undefined
        ? {}
        : { soldAt: decimal(Math.round(variants.number(sold, 'lst_price') * (1 + rate) * 100) / 100) }),
      fields: {
        title: row.name,
        description: row.description_sale || '',
        price: decimal(Math.round(row.list_price * (1 + rate) * 100) / 100),
        category: path(row.categ_id ? row.categ_id[0] : null),
        image: images.get(row.id) ?? '',
      },
    });
  }
  for (const raw of variants.read(variants.search([]), Object.keys(variant.shape))) {
    const row = variant.parse(raw);
    const values = env.model('product.template.attribute.value').with(all);
    const attributes = row.product_template_attribute_value_ids.map((id) => {
      const attribute = env.model('product.attribute').text(values.one(id, 'attribute_id') ?? 0, 'name');
      return [
        attribute,
        env.model('product.attribute.value').text(values.one(id, 'product_attribute_value_id') ?? 0, 'name'),
      ] as const;
    });
    shown.set(`product.product,${row.id}`, {
      alive: row.active,
      family: `product.template,${row.product_tmpl_id[0]}`,
      fields: {
        ...(ownPrices(env.caps.version)
          ? {
              price: decimal(
                Math.round(row.lst_price * (1 + (rates.get(row.product_tmpl_id[0]) ?? 0)) * 100) / 100,
              ),
            }
          : {}),
        sku: row.default_code || '',
        ean: row.barcode || '',
        cost_price: decimal(row.standard_price),
        weight: decimal(row.weight),
        attributes: combination(attributes),
      },
    });
  }
  for (const id of shelves.search([])) {
    if (!TRUNK.has(shelves.text(id, 'name')))
      shown.set(`product.category,${id}`, { alive: true, fields: { path: path(id) } });
  }
  return shown;
}

/** Categories that every Odoo begins with and that sort nothing. */
const TRUNK = new Set(['All', 'Saleable', 'Expenses', 'Goods', 'Services', 'Deliveries']);

/** What a percent tax adds to the list price; nothing when the price includes it. */
function includedRate(env: Env, taxId: number): number {
  const taxes = env.model('account.tax').sudo();
  if (taxes.text(taxId, 'amount_type') !== 'percent' || taxes.flag(taxId, 'price_include')) return 0;
  return taxes.number(taxId, 'amount') / 100;
}

/** Names and values as Odoo has them, where several may be the same; the number that tells them apart here is ours. */
function combination(pairs: readonly (readonly [string, string])[]): string {
  const bare = (label: string) => label.replace(/ \(\d+\)$/, '');
  return pairs
    .map(([name, value]) => `${bare(name)}=${bare(value)}`.toLowerCase())
    .sort()
    .join(' ');
}

function pathIn<Id>(
  rows: readonly { id: Id; name: string; parent: Id | null }[],
  unsaid: (row: { id: Id; name: string }) => boolean = () => false,
) {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (id: Id | null): string => {
    const names: string[] = [];
    for (
      let at = id === null ? undefined : byId.get(id);
      at;
      at = at.parent === null ? undefined : byId.get(at.parent)
    ) {
      if (!unsaid(at)) names.unshift(at.name);
    }
    return names.join(' / ');
  };
}
