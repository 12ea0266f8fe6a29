import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { listOf, listQuery } from '@/lib/http/list';
import { explanationAnswer } from '@/lib/sync/explain/answer';
import {
  categoryList,
  categoryListQuery,
  categoryPatch,
  categoryView,
  newCategory,
} from './categories/schema';
import { MAX_IMAGE_BYTES } from './images/intake';
import { imageOrder, imagePath, imageQuery, imageUrl } from './images/schema';
import {
  imageView,
  newProduct,
  productId,
  productList,
  productListQuery,
  productPatch,
  productView,
} from './products/schema';
import { stockInput, warehouseView } from './stock/schema';

/** Room for the boundaries and headers of a form around a picture. */
const FORM_OVERHEAD = 64 * 1024;

export const readProducts = endpoint({
  method: 'GET',
  path: '/api/v1/products',
  tag: 'catalogue',
  summary: 'List products and variants; `parent_id=none` leaves variants out',
  access: 'viewer',
  query: productListQuery,
  answer: productList,
  errors: ['invalid_cursor'],
});

export const makeProduct = endpoint({
  method: 'POST',
  path: '/api/v1/products',
  tag: 'catalogue',
  summary: 'Create a product with its variants, or a variant of `parent_id`',
  access: 'admin',
  body: newProduct,
  answer: productView,
  status: 201,
  errors: [
    'unknown_category',
    'unknown_parent',
    'variant_of_variant',
    'variant_field_of_parent',
    'attribute_names_differ',
    'combination_taken',
    'ean_taken',
    'product_deleted',
  ],
});

export const duplicate = endpoint({
  method: 'POST',
  path: '/api/v1/products/{id}/duplicate',
  tag: 'catalogue',
  summary: 'Make a draft of a product with its variants and pictures, without its codes and stock',
  access: 'admin',
  params: productId,
  answer: productView,
  status: 201,
  errors: ['variant_alone'],
});

export const synchroniseOne = endpoint({
  method: 'POST',
  path: '/api/v1/products/{id}/sync',
  tag: 'synchronisation',
  summary: 'Have this product, its variants and their stock looked at on both sides now',
  access: 'admin',
  params: productId,
  answer: z.object({ run_ids: z.array(z.uuid()) }),
  status: 202,
});

export const explainNumbers = endpoint({
  method: 'GET',
  path: '/api/v1/products/{id}/explanation',
  tag: 'synchronisation',
  summary:
    'Where the price and the stock of a product come from in Odoo: list price, taxes, rounding; locations, reservations, last moves',
  access: 'viewer',
  params: productId,
  answer: explanationAnswer,
  callsOdoo: true,
});

export const readProduct = endpoint({
  method: 'GET',
  path: '/api/v1/products/{id}',
  tag: 'catalogue',
  summary: 'One product, archived or not',
  access: 'viewer',
  params: productId,
  answer: productView,
  errors: ['not_found'],
});

export const changeProduct = endpoint({
  method: 'PATCH',
  path: '/api/v1/products/{id}',
  tag: 'catalogue',
  summary: 'Change the given fields of a product',
  access: 'admin',
  params: productId,
  body: productPatch,
  answer: productView,
  errors: [
    'not_found',
    'product_deleted',
    'unknown_category',
    'variant_field_of_parent',
    'attribute_names_differ',
    'combination_taken',
    'ean_taken',
  ],
});

export const archiveProduct = endpoint({
  method: 'DELETE',
  path: '/api/v1/products/{id}',
  tag: 'catalogue',
  summary: 'Archive a product with its variants (logical deletion)',
  access: 'admin',
  params: productId,
  errors: ['not_found'],
});

export const bringBackProduct = endpoint({
  method: 'POST',
  path: '/api/v1/products/{id}/restore',
  tag: 'catalogue',
  summary: 'Restore an archived product with the variants archived together with it',
  access: 'admin',
  params: productId,
  answer: productView,
  errors: ['not_found', 'parent_deleted', 'combination_taken'],
});

export const putStock = endpoint({
  method: 'PUT',
  path: '/api/v1/products/{id}/stock',
  tag: 'catalogue',
  summary: 'Set quantity and alert threshold in a warehouse, the default one if none is named',
  access: 'admin',
  params: productId,
  body: stockInput,
  answer: productView,
  errors: [
    'not_found',
    'product_deleted',
    'stock_on_variants',
    'stock_not_kept',
    'stock_tracked',
    'stock_out_of_range',
    'unknown_warehouse',
  ],
});

export const uploadImage = endpoint({
  method: 'POST',
  path: '/api/v1/products/{id}/images',
  tag: 'catalogue',
  summary: 'Add a picture: a file (multipart/form-data), or `{url}` to download it from',
  access: 'admin',
  params: productId,
  body: imageUrl,
  form: true,
  maxBytes: MAX_IMAGE_BYTES + FORM_OVERHEAD,
  answer: imageView,
  status: 201,
  errors: [
    'not_found',
    'product_deleted',
    'too_many_images',
    'payload_too_large',
    'unsupported_media_type',
    'image_too_many_pixels',
    'image_unreachable',
  ],
});

export const orderImages = endpoint({
  method: 'PUT',
  path: '/api/v1/products/{id}/images',
  tag: 'catalogue',
  summary: 'Put the pictures in order, the main one first',
  access: 'admin',
  params: productId,
  body: imageOrder,
  answer: z.object({ data: z.array(imageView) }),
  errors: ['not_found', 'product_deleted', 'image_order_differs'],
});

export const readImage = endpoint({
  method: 'GET',
  path: '/api/v1/products/{id}/images/{imageId}',
  tag: 'catalogue',
  summary: 'The picture itself; `size` 96, 256 or 640 for a smaller one as WebP',
  access: 'viewer',
  params: imagePath,
  query: imageQuery,
  errors: ['not_found'],
});

export const deleteImage = endpoint({
  method: 'DELETE',
  path: '/api/v1/products/{id}/images/{imageId}',
  tag: 'catalogue',
  summary: 'Take a picture off a product',
  access: 'admin',
  params: imagePath,
  errors: ['not_found', 'product_deleted'],
});

export const readCategories = endpoint({
  method: 'GET',
  path: '/api/v1/categories',
  tag: 'catalogue',
  summary: 'List categories with their paths and product counts',
  access: 'viewer',
  query: categoryListQuery,
  answer: categoryList,
  errors: ['invalid_cursor'],
});

export const makeCategory = endpoint({
  method: 'POST',
  path: '/api/v1/categories',
  tag: 'catalogue',
  summary: 'Create a category',
  access: 'admin',
  body: newCategory,
  answer: categoryView,
  status: 201,
  errors: ['unknown_category', 'category_name_taken'],
});

export const changeCategory = endpoint({
  method: 'PATCH',
  path: '/api/v1/categories/{id}',
  tag: 'catalogue',
  summary: 'Rename or move a category',
  access: 'admin',
  params: productId,
  body: categoryPatch,
  answer: categoryView,
  errors: ['not_found', 'unknown_category', 'category_name_taken', 'category_loop'],
});

export const removeCategory = endpoint({
  method: 'DELETE',
  path: '/api/v1/categories/{id}',
  tag: 'catalogue',
  summary: 'Delete a category that is no longer in use (logical deletion)',
  access: 'admin',
  params: productId,
  errors: ['not_found', 'category_in_use'],
});

export const readWarehouses = endpoint({
  method: 'GET',
  path: '/api/v1/warehouses',
  tag: 'catalogue',
  summary: 'List warehouses',
  access: 'viewer',
  query: listQuery,
  answer: listOf(warehouseView),
  errors: ['invalid_cursor'],
});

export const catalogueEndpoints = [
  readProducts,
  makeProduct,
  duplicate,
  synchroniseOne,
  explainNumbers,
  readProduct,
  changeProduct,
  archiveProduct,
  bringBackProduct,
  putStock,
  uploadImage,
  orderImages,
  readImage,
  deleteImage,
  readCategories,
  makeCategory,
  changeCategory,
  removeCategory,
  readWarehouses,
];
