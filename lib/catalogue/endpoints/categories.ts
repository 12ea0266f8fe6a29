import { endpoint } from '@/lib/http/endpoint';
import {
  categoryList,
  categoryListQuery,
  categoryPatch,
  categoryView,
  newCategory,
} from '../categories/schema';
import { productId } from '../products/schema';

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
