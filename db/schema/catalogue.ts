import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { id, instant, timestamps } from './columns';

/** Who typed here last: a person or the name of a token. What synchronisation writes leaves it. */
const editedBy = () => text();

/** Bumped by a trigger whenever a row changes; the engine writes only if it is still what it read. */
const version = () => bigint({ mode: 'number' }).notNull().default(1);

export const categories = pgTable(
  'categories',
  {
    id: id(),
    parentId: uuid().references((): AnyPgColumn => categories.id, { onDelete: 'restrict' }),
    name: text().notNull(),
    /** Logical deletion (S2). */
    deletedAt: instant(),
    editedBy: editedBy(),
    version: version(),
    ...timestamps,
  },
  (t) => [
    index('categories_parent_idx').on(t.parentId),
    index('categories_name_key_idx').on(sql`text_key(${t.name})`),
  ],
);

export type ProductStatus = 'active' | 'draft';

/**
 * A product, or a variant when `parentId` is set (C2: variants are linked products).
 * Money is tax-included (`price`) or untaxed (`costPrice`); weights in kg, lengths in cm, volume in m³.
 */
export const products = pgTable(
  'products',
  {
    id: id(),
    parentId: uuid().references((): AnyPgColumn => products.id, { onDelete: 'restrict' }),
    title: text().notNull(),
    description: text().notNull().default(''),
    sku: text(),
    ean: text(),
    price: numeric({ precision: 16, scale: 4 }),
    costPrice: numeric({ precision: 16, scale: 4 }),
    categoryId: uuid().references(() => categories.id, { onDelete: 'restrict' }),
    weight: numeric({ precision: 14, scale: 4 }),
    length: numeric({ precision: 14, scale: 4 }),
    width: numeric({ precision: 14, scale: 4 }),
    height: numeric({ precision: 14, scale: 4 }),
    volume: numeric({ precision: 14, scale: 6 }),
    /** Attribute name → value name, e.g. {"Couleur":"Rouge","Taille":"M"}. */
    attributes: jsonb().$type<Record<string, string>>().notNull().default({}),
    status: text().$type<ProductStatus>().notNull().default('active'),
    /** Service, consumable or stored goods: only stored goods have stock. Told by Odoo; stored by default. */
    stockable: text().$type<'stored' | 'consumable' | 'service' | 'kit'>().notNull().default('stored'),
    /** Lot or serial tracking as Odoo says; stock of tracked products is never written by us (FACTS.md B, Lots). */
    tracking: text().$type<'none' | 'lot' | 'serial'>().notNull().default('none'),
    /** Position among its sisters, for variants. */
    position: integer().notNull().default(0),
    deletedAt: instant(),
    editedBy: editedBy(),
    version: version(),
    ...timestamps,
  },
  (t) => [
    index('products_parent_idx').on(t.parentId),
    index('products_category_idx').on(t.categoryId, t.id),
    index('products_updated_idx').on(t.updatedAt, t.id),
    index('products_sku_idx').on(t.sku),
    index('products_ean_idx').on(t.ean),
    // search_text is the database's own column, made from title, reference and barcode (0028): nobody reads or writes it.
    index('products_search_idx').using('gin', sql`search_text gin_trgm_ops`),
    index('products_goods_idx')
      .on(sql`text_key(${t.title})`, t.id)
      .where(sql`${t.deletedAt} is null and ${t.stockable} = 'stored'`),
    index('products_live_idx').on(t.id).where(sql`${t.parentId} is null and ${t.deletedAt} is null`),
    index('products_list_idx').on(sql`text_key(${t.title})`, t.id).where(sql`${t.parentId} is null`),
    index('products_price_idx').on(sql`coalesce(${t.price}, -1)`, t.id).where(sql`${t.parentId} is null`),
    check('products_not_own_parent', sql`${t.parentId} <> ${t.id}`),
  ],
);

/** One picture of a product; the bytes are in the object store under their SHA-256. */
export const productImages = pgTable(
  'product_images',
  {
    id: id(),
    productId: uuid()
      .notNull()
      .references(() => products.id, { onDelete: 'cascade' }),
    /** 0 is the main image; dense. */
    position: integer().notNull(),
    sha256: text().notNull(),
    /** Odoo's checksum of the same bytes (FACTS.md B, Images). */
    sha1: text().notNull(),
    contentType: text().$type<'image/jpeg' | 'image/png' | 'image/webp'>().notNull(),
    size: integer().notNull(),
    width: integer(),
    height: integer(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('product_images_sha_key').on(t.productId, t.sha256),
    index('product_images_position_idx').on(t.productId, t.position),
  ],
);

export const warehouses = pgTable('warehouses', {
  id: id(),
  name: text().notNull(),
  code: text().notNull(),
  /** The one used when a request names none. At most one. */
  isDefault: boolean().notNull().default(false),
  archivedAt: instant(),
  ...timestamps,
});

export const stockLevels = pgTable(
  'stock_levels',
  {
    id: id(),
    productId: uuid()
      .notNull()
      .references(() => products.id, { onDelete: 'cascade' }),
    warehouseId: uuid()
      .notNull()
      .references(() => warehouses.id, { onDelete: 'restrict' }),
    quantity: numeric({ precision: 16, scale: 4 }).notNull().default('0'),
    alertThreshold: numeric({ precision: 16, scale: 4 }),
    editedBy: editedBy(),
    version: version(),
    ...timestamps,
  },
  (t) => [
    uniqueIndex('stock_levels_key').on(t.productId, t.warehouseId),
    index('stock_levels_warehouse_idx').on(t.warehouseId),
    // Few are: whoever asks for what runs out looks at nothing else.
    index('stock_levels_low_idx').on(t.productId).where(sql`${t.quantity} <= ${t.alertThreshold}`),
  ],
);
