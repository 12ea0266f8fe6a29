import { inArray } from 'drizzle-orm';
import { categories, products, warehouses } from '@/db/schema/catalogue';
import { conflicts } from '@/db/schema/inbox';
import { integrations } from '@/db/schema/integrations';
import { apiTokens, users } from '@/db/schema/people';
import type { Ctx } from '@/lib/context';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** What the ids in these audit events are called, those of their subjects too; what is gone has no name. */
export async function nameAuditIds(
  { db }: Pick<Ctx, 'db'>,
  events: readonly { readonly subjectId: string | null; readonly details: Record<string, unknown> }[],
): Promise<Record<string, string>> {
  const ids = [
    ...new Set(JSON.stringify(events.map(({ subjectId, details }) => [subjectId, details])).match(UUID)),
  ];
  if (ids.length === 0) return {};
  const found = await Promise.all([
    db
      .select({ id: integrations.id, name: integrations.name })
      .from(integrations)
      .where(inArray(integrations.id, ids)),
    db.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, ids)),
    db.select({ id: apiTokens.id, name: apiTokens.name }).from(apiTokens).where(inArray(apiTokens.id, ids)),
    db.select({ id: conflicts.id, name: conflicts.label }).from(conflicts).where(inArray(conflicts.id, ids)),
    db.select({ id: products.id, name: products.title }).from(products).where(inArray(products.id, ids)),
    db
      .select({ id: categories.id, name: categories.name })
      .from(categories)
      .where(inArray(categories.id, ids)),
    db
      .select({ id: warehouses.id, name: warehouses.name })
      .from(warehouses)
      .where(inArray(warehouses.id, ids)),
  ]);
  return Object.fromEntries(found.flat().map(({ id, name }) => [id, name]));
}
