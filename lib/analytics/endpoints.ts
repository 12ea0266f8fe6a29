import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { forgetCustomersInput } from '@/lib/orders/forget-customers';
import { orderId, orderList, orderListQuery, orderView } from '@/lib/orders/schema';
import { SHEET_FORMATS } from '@/lib/spreadsheet/sheet';
import {
  bestSellerList,
  bestSellersQuery,
  replenishmentList,
  replenishmentQuery,
  salesQuery,
  salesView,
} from './schema';

export const readOrders = endpoint({
  method: 'GET',
  path: '/api/v1/orders',
  tag: 'sales',
  summary: 'List the orders imported from Odoo, the newest first',
  access: 'viewer',
  query: orderListQuery,
  answer: orderList,
  errors: ['invalid_cursor'],
});

export const readOrder = endpoint({
  method: 'GET',
  path: '/api/v1/orders/{id}',
  tag: 'sales',
  summary: 'One order with its lines',
  access: 'viewer',
  params: orderId,
  answer: orderView,
  errors: ['not_found'],
});

export const readSales = endpoint({
  method: 'GET',
  path: '/api/v1/analytics/sales',
  tag: 'sales',
  summary: 'Revenue over time and by category; confirmed and delivered orders, tax included',
  access: 'viewer',
  query: salesQuery,
  answer: salesView,
});

export const readBestSellers = endpoint({
  method: 'GET',
  path: '/api/v1/analytics/best-sellers',
  tag: 'sales',
  summary: 'What sold best in a period, by revenue or by quantity',
  access: 'viewer',
  query: bestSellersQuery,
  answer: bestSellerList,
});

export const readReplenishment = endpoint({
  method: 'GET',
  path: '/api/v1/analytics/replenishment',
  tag: 'sales',
  summary: 'Days of cover and the quantity to order for every stored product, the most urgent first',
  access: 'viewer',
  query: replenishmentQuery,
  answer: replenishmentList,
  errors: ['invalid_cursor'],
});

export const exportReplenishmentCsv = endpoint({
  method: 'GET',
  path: '/api/v1/analytics/replenishment/export',
  tag: 'sales',
  summary: 'The whole replenishment forecast as CSV or XLSX',
  access: 'viewer',
  query: replenishmentQuery.omit({ limit: true, cursor: true }).extend({
    format: z.enum(SHEET_FORMATS).default('csv'),
    language: z.enum(['fr', 'en']).default('fr'),
  }),
});

export const forgetOrderCustomers = endpoint({
  method: 'POST',
  path: '/api/v1/orders/forget-customers',
  tag: 'sales',
  summary:
    'Make the customers of orders anonymous: one person’s, or of all orders before a day; figures stay',
  access: 'admin',
  body: forgetCustomersInput,
  answer: z.object({ orders: z.number().int() }),
  sensitive: true,
});

export const salesEndpoints = [
  readOrders,
  readOrder,
  forgetOrderCustomers,
  readSales,
  readBestSellers,
  readReplenishment,
  exportReplenishmentCsv,
] as const;
