import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { leftOut, links } from '@/db/schema/links';
import type { runs } from '@/db/schema/runs';
import { runChanges } from '@/db/schema/runs';

type Undo = Pick<typeof runs.$inferSelect, 'id' | 'integrationId' | 'undoOf' | 'requestedBy'>;

/**
 * Marks everything that a run brought here as left out, before anything is taken back: from then on no run makes it
 * again. Variants that came with their product go with it. Marks of what the undo then leaves are taken away by
 * {@link keepMarksOf}.
 */
export async function leaveOut(tx: Db, { id, integrationId, undoOf, requestedBy }: Undo): Promise<void> {
  await tx.execute(sql`
    insert into ${leftOut} (id, integration_id, kind, odoo_model, odoo_id, local_id, label, undo_id, left_out_by)
    select gen_random_uuid(), ${integrationId}, c.kind, c.odoo_model, c.odoo_id, c.local_id, c.label, ${id}, ${requestedBy}
    from ${runChanges} c left join products p on p.id = c.local_id
    where c.run_id = ${undoOf} and c.undone_by is null and c.side = 'here' and c.action = 'create'
      and c.kind in ('category', 'product', 'variant') and c.local_id is not null
      and c.odoo_id is not null and c.odoo_model is not null
      and not (c.kind = 'variant' and exists (select 1 from ${runChanges} head where head.run_id = c.run_id
        and head.kind = 'product' and head.side = 'here' and head.action = 'create' and head.local_id = p.parent_id))
    on conflict (integration_id, odoo_model, odoo_id) do update set local_id = excluded.local_id, label = excluded.label,
      undo_id = excluded.undo_id, left_out_by = excluded.left_out_by, left_out_at = now(), brought_back_at = null`);
}

/** Cuts the ties of one record that is left out, and keeps them for the day it comes back. */
export async function cutTies(
  tx: Db,
  integrationId: string,
  localId: string,
  family: readonly string[],
): Promise<void> {
  const cut = sql`(select coalesce(jsonb_agg(to_jsonb(l)), '[]'::jsonb) from ${links} l
    where l.integration_id = ${integrationId} and l.local_id in ${[...family]})`;
  await tx
    .update(leftOut)
    .set({ ties: cut })
    .where(and(eq(leftOut.integrationId, integrationId), eq(leftOut.localId, localId)));
  await tx.execute(
    sql`delete from ${links} where integration_id = ${integrationId} and local_id in ${[...family]}`,
  );
}

/** After an undo: what it could not take back is still tied, and not left out. */
export async function keepMarksOf(tx: Db, { id }: Pick<Undo, 'id'>): Promise<void> {
  await tx.execute(sql`
    delete from ${leftOut} o using ${links} l where o.undo_id = ${id}
      and l.integration_id = o.integration_id and l.odoo_model = o.odoo_model and l.odoo_id = o.odoo_id`);
}
