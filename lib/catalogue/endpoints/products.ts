import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { explanationAnswer } from '@/lib/sync/explain/answer';
import {
  newProduct,
  productId,
  productList,
  productListQuery,
  productPatch,
  productView,
} from '../products/schema';

export const readProducts = endpoint({
  method: 'GET',
  path: '/api/v1/products',
  tag: 'catalogue',
  summary: 'List products and variants; parent_id=none leaves variants out',
  access: 'viewer',
  query: productListQuery,
  answer: productList,
  errors: ['invalid_cursor'],
});

export const makeProduct = endpoint({
  method: 'POST',
  path: '/api/v1/products',
  tag: 'catalogue',
  summary: 'Create a product with its variants, or a variant of parent_id',
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
