import { handle } from '@/lib/http/handle';
import { collectMetrics } from '@/lib/metrics';
import { readMetrics } from '@/lib/operation-endpoints';
import { runtime } from '@/lib/runtime';

export const GET = handle(readMetrics, async () => {
  const { contentType, body } = await collectMetrics(runtime().db);
  return new Response(body, { headers: { 'content-type': contentType, 'cache-control': 'no-store' } });
});
