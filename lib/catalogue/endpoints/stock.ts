import { endpoint } from '@/lib/http/endpoint';
import { listOf, listQuery } from '@/lib/http/list';
import { productId, productView } from '../products/schema';
import { stockInput, warehouseView } from '../stock/schema';

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
