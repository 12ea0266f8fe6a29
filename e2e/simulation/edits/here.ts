import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { categories, productImages } from '@/db/schema/catalogue';
import { createCategory } from '@/lib/catalogue/categories/create-category';
import { deleteCategory } from '@/lib/catalogue/categories/delete-category';
import { updateCategory } from '@/lib/catalogue/categories/update-category';
import { addImage } from '@/lib/catalogue/images/add-image';
import { removeImage } from '@/lib/catalogue/images/remove-image';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { deleteProduct } from '@/lib/catalogue/products/delete-product';
import { restoreProduct } from '@/lib/catalogue/products/restore-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { picture } from '../picture';
import type { World } from '../world';
import { amount, anyHere, type Edit } from './edit';

async function patch(world: World, id: string, fields: Record<string, string>): Promise<void> {
  await updateProduct(world.runtime.ctx, id, fields);
  for (const [field, value] of Object.entries(fields))
    world.journal.typed({ side: 'here', record: id, field, value: shown(value) });
}

/** Numbers as the views show them. */
function shown(value: string): string {
  return /^\d+\.\d+$/.test(value) ? String(Number(value)) : value;
}

const createSimple: Edit = async (world, n) => {
  const made = await createProduct(world.runtime.ctx, {
    title: `Here ${n}`,
    sku: `H-${n}`,
    price: amount(n),
    cost_price: amount(n + 7),
    weight: '0.50',
    description: `Ligne ${n}\nsuite`,
  });
  return `here: product ${made.id} "Here ${n}"`;
};

const createFamily: Edit = async (world, n) => {
  const made = await createProduct(world.runtime.ctx, {
    title: `Famille ${n}`,
    price: amount(n),
    variants: ['Rouge', 'Écru'].map((colour, i) => ({
      attributes: { Couleur: colour },
      sku: `F-${n}-${i}`,
      cost_price: amount(n + i),
    })),
  });
  return `here: family ${made.id} "Famille ${n}"`;
};

const editHead: Edit = async (world, n) => {
  const row = await anyHere(world, 'head');
  if (!row) return null;
  const fields = world.dice.pick<Record<string, string>>([
    { title: `Titre ici ${n}` },
    { description: `Texte ici ${n}` },
    { price: amount(n) },
    { title: `Les deux ${n}`, description: `Deux ${n}` },
  ]);
  await patch(world, row.id, fields);
  return `here: ${row.id} ${JSON.stringify(fields)}`;
};

const editUnit: Edit = async (world, n) => {
  const row = await anyHere(world, 'unit');
  if (!row) return null;
  const fields = world.dice.pick<Record<string, string>>([
    { sku: `S-ici-${n}` },
    { ean: `30000${String(n).padStart(8, '0')}` },
    { cost_price: amount(n) },
    { weight: `${1 + (n % 9)}.25` },
  ]);
  await patch(world, row.id, fields);
  return `here: ${row.id} ${JSON.stringify(fields)}`;
};

const addVariant: Edit = async (world, n) => {
  const sister = await anyHere(world, 'variant');
  if (!sister?.parentId) return null;
  const attributes = Object.fromEntries(
    Object.keys(sister.attributes).map((name) => [name, world.dice.pick(['Bleu', 'Noir', `Teinte ${n}`])]),
  );
  const made = await createProduct(world.runtime.ctx, {
    parent_id: sister.parentId,
    attributes,
    sku: `V-${n}`,
  });
  return `here: variant ${made.id} ${JSON.stringify(attributes)} of ${sister.parentId}`;
};

const firstVariants: Edit = async (world, n) => {
  const row = await anyHere(world, 'simple');
  if (!row) return null;
  for (const size of ['S', 'M']) {
    const { id } = await createProduct(world.runtime.ctx, {
      parent_id: row.id,
      attributes: { Taille: size },
      sku: `T-${n}-${size}`,
    });
    if (size === 'S') world.ledger.handedOver(row.id, id);
  }
  return `here: first variants of ${row.id}`;
};

/** Another combination for a variant: a new value, or one that an archived sister had. */
const recombine: Edit = async (world, n) => {
  const row = await anyHere(world, 'variant');
  if (!row) return null;
  const attributes = Object.fromEntries(
    Object.entries(row.attributes).map(([name, value]) => [
      name,
      world.dice.hit(0.7) ? world.dice.pick(['Rouge', 'Bleu', 'S', `Nuance ${n}`]) : value,
    ]),
  );
  await updateProduct(world.runtime.ctx, row.id, { attributes });
  return `here: variant ${row.id} ${JSON.stringify(row.attributes)} → ${JSON.stringify(attributes)}`;
};

/** A price of its own, where one attribute alone tells the variants apart: Odoo can say that. */
const variantPrice: Edit = async (world, n) => {
  const row = await anyHere(world, 'variant');
  if (!row || Object.keys(row.attributes).length !== 1) return null;
  await updateProduct(world.runtime.ctx, row.id, { price: amount(n) });
  return `here: variant ${row.id} costs ${amount(n)}`;
};

const archive: Edit = async (world) => {
  const row = await anyHere(world, world.dice.pick(['head', 'variant']));
  if (!row) return null;
  await deleteProduct(world.runtime.ctx, row.id);
  if (row.parentId !== null) world.ledger.void([row.id, row.parentId]);
  return `here: delete ${row.id}`;
};

const restore: Edit = async (world) => {
  const row = await anyHere(world, 'deleted');
  if (!row) return null;
  await restoreProduct(world.runtime.ctx, row.id);
  world.restoredHere.add(row.id);
  return `here: restore ${row.id}`;
};

const shelve: Edit = async (world, n) => {
  const shelves = await world.runtime.db
    .select()
    .from(categories)
    .where(isNull(categories.deletedAt))
    .orderBy(categories.id);
  const row = await anyHere(world, 'head');
  if (shelves.length === 0 || world.dice.hit(0.4)) {
    const parent = shelves.length > 0 && world.dice.hit(0.5) ? world.dice.pick(shelves).id : null;
    const made = await createCategory(world.runtime.ctx, { name: `Rayon ${n}`, parent_id: parent });
    return `here: category ${made.id} "Rayon ${n}" under ${parent}`;
  }
  const shelf = world.dice.pick(shelves);
  if (world.dice.hit(0.15)) {
    await deleteCategory(world.runtime.ctx, shelf.id);
    return `here: delete category ${shelf.id}`;
  }
  if (world.dice.hit(0.2)) {
    const under = world.dice.pick(shelves);
    await updateCategory(world.runtime.ctx, shelf.id, { parent_id: under.id });
    return `here: category ${shelf.id} moves under ${under.id}`;
  }
  if (!row || world.dice.hit(0.3)) {
    await updateCategory(world.runtime.ctx, shelf.id, { name: `Rayon renommé ${n}` });
    return `here: rename category ${shelf.id} to "Rayon renommé ${n}"`;
  }
  await updateProduct(world.runtime.ctx, row.id, { category_id: shelf.id });
  return `here: ${row.id} into category ${shelf.id}`;
};

const pictures: Edit = async (world, n) => {
  const row = await anyHere(world, world.dice.pick(['head', 'head', 'variant']));
  if (!row) return null;
  const [main] = await world.runtime.db
    .select()
    .from(productImages)
    .where(
      and(eq(productImages.productId, row.id), isNotNull(productImages.sha1), eq(productImages.position, 0)),
    );
  if (main && world.dice.hit(0.6)) {
    await removeImage(world.runtime.ctx, row.id, main.id);
    return `here: main image off ${row.id}`;
  }
  if (main) return null;
  const image = await addImage(world.runtime.ctx, world.store, row.id, await picture(n));
  return `here: image ${image.id} on ${row.id}`;
};

export const EDITS_HERE: readonly Edit[] = [
  createSimple,
  createFamily,
  editHead,
  editHead,
  editHead,
  editUnit,
  editUnit,
  addVariant,
  firstVariants,
  recombine,
  variantPrice,
  archive,
  restore,
  shelve,
  shelve,
  pictures,
];
