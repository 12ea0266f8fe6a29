import { integrations } from '@/db/schema/integrations';
import type { Ctx } from '@/lib/context';
import type { Integration } from './find';

/** All integrations, oldest first; there are few. */
export async function listIntegrations(ctx: Pick<Ctx, 'db'>): Promise<Integration[]> {
  return ctx.db.select().from(integrations).orderBy(integrations.createdAt, integrations.id);
}
