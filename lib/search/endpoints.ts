import { endpoint } from '@/lib/http/endpoint';
import { foundList } from './answers';
import { searchQuery } from './search-everywhere';

export const searchAll = endpoint({
  method: 'GET',
  path: '/api/v1/search',
  tag: 'catalogue',
  summary: 'Products, orders, categories, integrations and help that a few words name',
  access: 'viewer',
  query: searchQuery,
  answer: foundList,
});

export const searchEndpoints = [searchAll];
