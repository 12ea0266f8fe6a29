import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { collectMetrics } from '@/lib/metrics/metrics';
import { readMetrics } from '@/lib/operation-endpoints';
import { runtime } from '@/lib/runtime';

export const GET = handle(readMetrics, async () => {
  const { contentType, body } = await collectMetrics(runtime().db);
  return new Response(body, { headers: { 'content-type': contentType, 'cache-control': 'no-store' } });
});

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
