import { and, eq, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { conflicts, syncErrors } from '@/db/schema/inbox';
import { webhookEvents } from '@/db/schema/integrations';
import { links } from '@/db/schema/links';
import type { RunContext } from '../../kind';
import { TEMPLATE } from '../family';

/** Templates with an error whose next attempt is due. */
export async function retriedTemplates(run: RunContext): Promise<number[]> {
  const rows = await run.ctx.db
    .select({ id: syncErrors.odooId })
    .from(syncErrors)
    .where(and(dueErrors(run), eq(syncErrors.odooModel, TEMPLATE), isNotNull(syncErrors.odooId)));
  return rows.flatMap((row) => row.id ?? []);
}

/** Errors of products to be tried again now. */
export function dueErrors(run: RunContext) {
  return and(
    eq(syncErrors.integrationId, run.integration.id),
    eq(syncErrors.status, 'open'),
    inArray(syncErrors.kind, ['product', 'variant', 'image']),
    lte(syncErrors.nextRetryAt, sql`now()`),
  );
}

/** What webhooks announced: a hint, followed at once. */
export async function announcedTemplates(run: RunContext): Promise<number[]> {
  const rows = await run.ctx.db
    .select({ model: webhookEvents.odooModel, id: webhookEvents.odooId })
    .from(webhookEvents)
    .where(
      and(
        eq(webhookEvents.integrationId, run.integration.id),
        eq(webhookEvents.topic, 'products'),
        eq(webhookEvents.status, 'pending'),
        lte(webhookEvents.dueAt, sql`now()`),
      ),
    );
  return rows.filter((row) => row.model === TEMPLATE).map((row) => row.id);
}

/**
 * Templates that waited until a person said who is who: those asked about, those that were candidates, and those of
 * the variants asked about. Nothing about them has changed since, so no feed names them.
 */
export async function decidedTemplates(run: RunContext): Promise<number[]> {
  const answered = and(
    eq(conflicts.integrationId, run.integration.id),
    eq(conflicts.reason, 'several_candidates'),
    eq(conflicts.status, 'settled'),
    isNull(conflicts.appliedAt),
  );
  const asked = await run.ctx.db
    .select({ id: conflicts.odooId, candidates: conflicts.candidates })
    .from(conflicts)
    .where(and(answered, eq(conflicts.kind, 'product')));
  const ofVariants = await run.ctx.db
    .select({ id: links.odooId })
    .from(conflicts)
    .innerJoin(products, eq(products.id, conflicts.localId))
    .innerJoin(
      links,
      and(
        eq(links.integrationId, conflicts.integrationId),
        eq(links.kind, 'product'),
        eq(links.localId, products.parentId),
      ),
    )
    .where(and(answered, eq(conflicts.kind, 'variant')));
  return [
    ...asked.flatMap(({ id, candidates }) => [
      ...(id === null ? [] : [id]),
      ...(candidates ?? []).flatMap((one) => (typeof one.id === 'number' ? one.id : [])),
    ]),
    ...ofVariants.map(({ id }) => id),
  ];
}
