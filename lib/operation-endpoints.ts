import { endpoint } from '@/lib/http/endpoint';

export const readMetrics = endpoint({
  method: 'GET',
  path: '/api/metrics',
  tag: 'operation',
  summary: 'Prometheus metrics, as text',
  access: 'viewer',
});

export const operationEndpoints = [readMetrics];
