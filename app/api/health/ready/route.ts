import { keyIdOf, unreadableSecrets } from '@/lib/crypto/sealed-secrets';
import { checkHealth } from '@/lib/health';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { runtime } from '@/lib/runtime';

/**
 * Ready to serve: database, schema, queue and storage answer. 503 otherwise; causes are in the log only. `degraded`,
 * and ready all the same, where secrets are encrypted by a key that this process does not have: by ids, no values.
 */
export async function GET(): Promise<Response> {
  const system = runtime();
  const checks = await checkHealth(system);
  const failed = checks.filter(({ ok }) => !ok);
  for (const { name, error } of failed) system.logger.warn({ check: name, err: error }, 'not ready');
  const unreadable = failed.length === 0 ? await unreadableSecrets(system.db, system.secrets) : [];
  const status = failed.length > 0 ? 'unavailable' : unreadable.length > 0 ? 'degraded' : 'ok';
  const body = {
    status,
    checks: checks.map(({ name, ok, milliseconds }) => ({ name, ok, milliseconds })),
    unreadable_secrets: unreadable.map(({ owner, what, sealed }) => ({
      kind: owner.kind,
      id: owner.id,
      what,
      key_id: keyIdOf(sealed),
    })),
  };
  return Response.json(body, {
    status: failed.length === 0 ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}

export const dynamic = 'force-dynamic';

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
