import { and, desc, eq, isNull } from 'drizzle-orm';
import { links } from '@/db/schema/links';
import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, requireAdmin } from '@/lib/context';
import { findIntegration } from '../find';
import { showWebhookSecret } from '../webhook-secret';
import type { WebhookTest } from './answers';

/** Odoo itself gives up after a second (FACTS.md C); here a slow proxy is to be seen, not guessed. */
const PATIENCE_MS = 5_000;

const ODOO_WAITS_MS = 1_000;

/**
 * Announces a product to the public address, secret and all, as Odoo does: what stands between (a proxy, a firewall, a
 * wrong APP_URL) shows. Odoo is not written to; the product is looked at as after any announcement.
 * @throws AppError not_found, forbidden
 */
export async function sendTestWebhook(ctx: Ctx, ref: string): Promise<WebhookTest> {
  requireAdmin(ctx);
  const { id } = await findIntegration(ctx, ref);
  const { secret, urls } = await showWebhookSecret(ctx, id);
  const [known] = await ctx.db
    .select({ odooId: links.odooId })
    .from(links)
    .where(and(eq(links.integrationId, id), eq(links.kind, 'product'), isNull(links.odooDeletedAt)))
    .orderBy(desc(links.lastSyncedAt))
    .limit(1);
  const begun = performance.now();
  const status = await announce(`${urls.products}?token=${secret}`, known?.odooId ?? 1);
  const milliseconds = Math.round(performance.now() - begun);
  await recordAudit(ctx, {
    action: 'integration.webhook_tested',
    subject: { kind: 'integration', id },
    details: { http_status: status },
  });
  return {
    ok: status === 202,
    http_status: status,
    milliseconds,
    fast_enough: milliseconds < ODOO_WAITS_MS,
    url: urls.products,
  };
}

async function announce(url: string, odooId: number): Promise<number | null> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ _action: 'Products Manager', _model: 'product.template', _id: odooId }),
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return answer.status;
  } catch {
    return null;
  }
}
