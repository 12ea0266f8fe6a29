import { endpoint } from '@/lib/http/endpoint';

export const readMetrics = endpoint({
  method: 'GET',
  path: '/api/metrics',
  tag: 'operation',
  summary: 'Prometheus metrics, as text; for a token that may read them',
  access: 'viewer',
  scope: 'metrics',
});

export const operationEndpoints = [readMetrics];
