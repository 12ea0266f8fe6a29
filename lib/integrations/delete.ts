import { and, count, eq, isNull } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { integrations } from '@/db/schema/integrations';
import { origins } from '@/db/schema/links';
import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { findIntegration } from './find';

export interface DeletedIntegration {
  /** Products that were taken from this Odoo: they stay, and stay known as its own. */
  products_kept: number;
}

/**
 * Forgets an integration with its links, history, errors and imported orders. Products stay, here and in Odoo; those
 * that came from this Odoo are still known as its own, so that no other is sent them unless it asks for everything.
 */
export async function deleteIntegration(ctx: Ctx, ref: string): Promise<DeletedIntegration> {
  requireAdmin(ctx);
  return inTransaction(ctx, async (inner) => {
    const found = await findIntegration(inner, ref);
    const kept = await countProductsFrom(inner, found.id);
    await inner.db.delete(integrations).where(eq(integrations.id, found.id));
    await recordAudit(inner, {
      action: 'integration.deleted',
      subject: { kind: 'integration', id: found.id },
      details: { name: found.name, url: found.config.url, database: found.config.database },
    });
    return { products_kept: kept };
  });
}

/** Live products here that were first taken from an integration's Odoo. */
export async function countProductsFrom(ctx: Pick<Ctx, 'db'>, integrationId: string): Promise<number> {
  const [row] = await ctx.db
    .select({ kept: count() })
    .from(origins)
    .innerJoin(products, eq(products.id, origins.localId))
    .where(and(eq(origins.integrationId, integrationId), isNull(products.deletedAt)));
  return row?.kept ?? 0;
}
