import { z } from 'zod';
import { listOf, listQuery } from '@/lib/http/list';
import { normaliseLine } from '../text';
import { productFields } from './fields';

/** How many variants one request may make; Odoo itself refuses more than a thousand. */
const MAX_VARIANTS = 500;

const newVariant = productFields
  .omit({ title: true, description: true, category_id: true, status: true })
  .partial()
  .refine((variant) => Object.keys(variant.attributes ?? {}).length > 0, {
    error: 'needs_attributes',
    path: ['attributes'],
  });

/** A new product, with its variants if it has any; or, with `parent_id`, a new variant. */
export const newProduct = productFields
  .partial()
  .extend({
    parent_id: z.uuid().nullable().optional(),
    variants: z.array(newVariant).max(MAX_VARIANTS).optional(),
  })
  .refine((product) => product.parent_id || product.title !== undefined, {
    error: 'required',
    path: ['title'],
  })
  .refine((product) => !product.parent_id || Object.keys(product.attributes ?? {}).length > 0, {
    error: 'needs_attributes',
    path: ['attributes'],
  });

export type NewProduct = z.output<typeof newProduct>;
export type NewVariant = z.output<typeof newVariant>;

export const productPatch = productFields.partial();
export type ProductPatch = z.output<typeof productPatch>;

export const productId = z.object({ id: z.uuid() });

/** `GET /products`. Without `parent_id` variants are listed too; `none` leaves them out. */
export const productListQuery = listQuery.extend({
  search: z.string().max(200).transform(normaliseLine).optional(),
  sku: z.string().max(255).optional(),
  ean: z.string().max(64).optional(),
  category_id: z.uuid().optional(),
  parent_id: z.union([z.uuid(), z.literal('none')], { error: 'uuid_or_none' }).optional(),
  updated_since: z.iso.datetime({ offset: true }).optional(),
  include_deleted: z
    .enum(['true', 'false', '1', '0'])
    .transform((value) => value === 'true' || value === '1')
    .optional(),
});

export type ProductListQuery = z.output<typeof productListQuery>;

export const SYNC_STATES = [
  'synced',
  'pending',
  'error',
  'conflict',
  'deleted_in_odoo',
  'out_of_reach',
] as const;
export type SyncState = (typeof SYNC_STATES)[number];

export const imageView = z
  .object({
    id: z.uuid(),
    /** Relative to the application's address. */
    url: z.string(),
    position: z.number().int(),
    content_type: z.enum(['image/jpeg', 'image/png', 'image/webp']),
    size: z.number().int(),
    sha256: z.string(),
  })
  .meta({ id: 'Image' });

export const stockView = z.object({
  warehouse_id: z.uuid(),
  quantity: z.string(),
  alert_threshold: z.string().nullable(),
});

/** A product as the API and the pages see it (api.md, Catalogue). */
export const productView = z
  .object({
    id: z.uuid(),
    parent_id: z.uuid().nullable(),
    title: z.string(),
    description: z.string(),
    sku: z.string().nullable(),
    ean: z.string().nullable(),
    price: z.string().nullable(),
    cost_price: z.string().nullable(),
    category_id: z.uuid().nullable(),
    weight: z.string().nullable(),
    length: z.string().nullable(),
    width: z.string().nullable(),
    height: z.string().nullable(),
    volume: z.string().nullable(),
    attributes: z.record(z.string(), z.string()),
    images: z.array(imageView),
    stock: z.array(stockView),
    /** All warehouses together; of a product with variants, the sum of theirs. */
    stock_quantity: z.string(),
    status: z.enum(['active', 'draft']),
    deleted_at: z.string().nullable(),
    created_at: z.string(),
    updated_at: z.string(),
    variant_ids: z.array(z.uuid()),
    sync: z.array(
      z.object({
        integration_id: z.uuid(),
        odoo_model: z.string().nullable(),
        odoo_id: z.number().int().nullable(),
        state: z.enum(SYNC_STATES),
        last_synced_at: z.string().nullable(),
        /** Since when Odoo shows the record no more, without saying that it is gone; edits wait until it does. */
        out_of_reach_since: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Product' });

export type ProductView = z.output<typeof productView>;
export type ImageView = z.output<typeof imageView>;
export const productList = listOf(productView);
