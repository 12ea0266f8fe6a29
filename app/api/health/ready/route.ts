import { checkHealth } from '@/lib/health';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { runtime } from '@/lib/runtime';

/** Ready to serve: database, schema, queue and storage answer. 503 otherwise; causes are in the log only. */
export async function GET(): Promise<Response> {
  const system = runtime();
  const checks = await checkHealth(system);
  const failed = checks.filter(({ ok }) => !ok);
  for (const { name, error } of failed) system.logger.warn({ check: name, err: error }, 'not ready');
  const body = {
    status: failed.length === 0 ? 'ok' : 'unavailable',
    checks: checks.map(({ name, ok, milliseconds }) => ({ name, ok, milliseconds })),
  };
  return Response.json(body, {
    status: failed.length === 0 ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}

export const dynamic = 'force-dynamic';

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
