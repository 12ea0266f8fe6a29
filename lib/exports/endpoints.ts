import { z } from 'zod';
import { bestSellersQuery, salesQuery } from '@/lib/analytics/schema';
import { browseQuery } from '@/lib/catalogue/products/browse-products';
import { stockBrowseQuery } from '@/lib/catalogue/stock/browse-stock';
import { endpoint } from '@/lib/http/endpoint';
import { orderListQuery } from '@/lib/orders/schema';
import { SHEET_FORMATS } from '@/lib/spreadsheet/sheet';

const file = {
  format: z.enum(SHEET_FORMATS).default('csv'),
  /** Of the headers; French CSV has semicolons and decimal commas. */
  language: z.enum(['fr', 'en']).default('fr'),
};
const whole = { limit: true, cursor: true } as const;

export const exportProductsFile = endpoint({
  method: 'GET',
  path: '/api/v1/products/export',
  tag: 'catalogue',
  summary: 'Products with their variants as filtered, as CSV or XLSX',
  access: 'viewer',
  query: browseQuery.omit(whole).extend(file),
});

export const exportStockFile = endpoint({
  method: 'GET',
  path: '/api/v1/stock/export',
  tag: 'catalogue',
  summary: 'Stock and alert thresholds by warehouse as filtered, as CSV or XLSX',
  access: 'viewer',
  query: stockBrowseQuery.omit(whole).extend(file),
});

export const exportOrdersFile = endpoint({
  method: 'GET',
  path: '/api/v1/orders/export',
  tag: 'sales',
  summary: 'Orders as filtered, as CSV or XLSX',
  access: 'viewer',
  query: orderListQuery.omit(whole).extend(file),
});

export const exportSalesFile = endpoint({
  method: 'GET',
  path: '/api/v1/analytics/sales/export',
  tag: 'sales',
  summary: 'Revenue over time as CSV or XLSX',
  access: 'viewer',
  query: salesQuery.safeExtend(file),
});

export const exportBestSellersFile = endpoint({
  method: 'GET',
  path: '/api/v1/analytics/best-sellers/export',
  tag: 'sales',
  summary: 'What sold best in a period, as CSV or XLSX',
  access: 'viewer',
  query: bestSellersQuery.safeExtend(file),
});

export const exportEndpoints = [
  exportProductsFile,
  exportStockFile,
  exportOrdersFile,
  exportSalesFile,
  exportBestSellersFile,
];
