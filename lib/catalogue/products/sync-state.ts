import { and, asc, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { products } from '@/db/schema/catalogue';
import { outbox } from '@/db/schema/feeds';
import { conflicts, syncErrors } from '@/db/schema/inbox';
import { integrations } from '@/db/schema/integrations';
import { links } from '@/db/schema/links';
import type { ProductRow } from './family';
import type { ProductView, SyncState } from './schema';

type Sync = ProductView['sync'][number];

/** Of each product, where it stands with every integration that knows it or has yet to look at it. */
export async function syncOf(db: Db, rows: readonly ProductRow[]): Promise<Map<string, Sync[]>> {
  const ids = rows.map((row) => row.id);
  const heads = rows.map((row) => row.parentId ?? row.id);
  const known = await db
    .select({ id: integrations.id })
    .from(integrations)
    .where(isNull(integrations.setupStep))
    .orderBy(asc(integrations.id));
  if (known.length === 0) return new Map();
  const [linked, waiting, failed, disputed] = await Promise.all([
    db
      .select()
      .from(links)
      .where(and(anyOf(links.localId, ids), inArray(links.kind, ['product', 'variant'])))
      .orderBy(asc(links.kind)),
    db
      .select({ integrationId: outbox.integrationId, localId: outbox.localId })
      .from(outbox)
      .where(
        or(
          and(eq(outbox.kind, 'product'), anyOf(outbox.localId, heads)),
          and(eq(outbox.kind, 'stock'), anyOf(outbox.localId, ids)),
        ),
      ),
    db
      .select({ integrationId: syncErrors.integrationId, localId: syncErrors.localId })
      .from(syncErrors)
      .where(and(eq(syncErrors.status, 'open'), anyOf(syncErrors.localId, ids))),
    db
      .select({ integrationId: conflicts.integrationId, localId: conflicts.localId })
      .from(conflicts)
      .where(and(eq(conflicts.status, 'open'), anyOf(conflicts.localId, ids))),
  ]);
  const pending = pairs(waiting);
  const errors = pairs(failed);
  const disputes = pairs(disputed);
  return new Map(
    rows.map((row) => [
      row.id,
      known.flatMap(({ id: integrationId }): Sync[] => {
        // A simple product has two links; the one to the template stands for it ("product" sorts before "variant").
        const link = linked.find((one) => one.localId === row.id && one.integrationId === integrationId);
        const here = `${integrationId} ${row.id}`;
        const waits = pending.has(here) || pending.has(`${integrationId} ${row.parentId ?? row.id}`);
        const state = stateOf({
          conflict: disputes.has(here),
          error: errors.has(here),
          goneInOdoo: link?.odooDeletedAt != null,
          outOfReach: link?.outOfReachSince != null,
          pending: waits,
        });
        if (!link && state === 'synced') return [];
        return [
          {
            integration_id: integrationId,
            odoo_model: link?.odooModel ?? null,
            odoo_id: link?.odooId ?? null,
            state,
            last_synced_at: link?.lastSyncedAt?.toISOString() ?? null,
            out_of_reach_since: link?.outOfReachSince?.toISOString() ?? null,
          },
        ];
      }),
    ]),
  );
}

/** What matters most to a person comes first. */
function stateOf(facts: {
  conflict: boolean;
  error: boolean;
  goneInOdoo: boolean;
  outOfReach: boolean;
  pending: boolean;
}): SyncState {
  if (facts.conflict) return 'conflict';
  if (facts.error) return 'error';
  if (facts.goneInOdoo) return 'deleted_in_odoo';
  if (facts.outOfReach) return 'out_of_reach';
  return facts.pending ? 'pending' : 'synced';
}

function pairs(rows: readonly { integrationId: string; localId: string | null }[]): Set<string> {
  return new Set(rows.map((row) => `${row.integrationId} ${row.localId}`));
}

/**
 * The condition that a listed product, or one of its variants, stands so with some integration.
 * Each set is worked out once (a hashed subplan), not once a product.
 */
export function inSyncState(state: SyncState | 'not_linked'): SQL {
  const headsOf = (localIds: SQL) =>
    sql`${products.id} in (select coalesce(f.parent_id, f.id) from ${products} f where f.id in (${localIds}))`;
  const disputed = headsOf(sql`select t.local_id from ${conflicts} t where t.status = 'open'`);
  const failed = headsOf(sql`select t.local_id from ${syncErrors} t where t.status = 'open'`);
  const gone = headsOf(sql`select t.local_id from ${links} t where t.odoo_deleted_at is not null`);
  const away = headsOf(
    sql`select t.local_id from ${links} t where t.out_of_reach_since is not null and t.odoo_deleted_at is null`,
  );
  const waits = headsOf(
    sql`select t.local_id from ${outbox} t join ${integrations} i on i.id = t.integration_id and i.setup_step is null`,
  );
  const linked = sql`${products.id} in (select t.local_id from ${links} t where t.kind = 'product')`;
  switch (state) {
    case 'conflict':
      return disputed;
    case 'error':
      return failed;
    case 'deleted_in_odoo':
      return gone;
    case 'out_of_reach':
      return away;
    case 'pending':
      return waits;
    case 'not_linked':
      return sql`not ${linked}`;
    case 'synced':
      return sql`(${linked} and not (${waits} or ${gone} or ${away} or ${disputed} or ${failed}))`;
  }
}
