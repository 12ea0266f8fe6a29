import { and, eq, isNotNull, lte, sql } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { leftOut, links } from '@/db/schema/links';
import type { RunContext } from '../../kinds/kind';

/**
 * What a person brought back, by the list's button or by restoring the record, is tied again as it was, so that it comes
 * back as the same record. Killed after it, the next run does the same again.
 */
export async function tieBroughtBack({ ctx, integration }: RunContext): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await tx.execute(sql`
      update ${leftOut} o set brought_back_at = now()
      where o.integration_id = ${integration.id} and o.brought_back_at is null
        and (exists (select 1 from products p where p.id = o.local_id and p.deleted_at is null)
          or exists (select 1 from categories c where c.id = o.local_id and c.deleted_at is null))
        and not exists (select 1 from runs r where r.id = o.undo_id and r.status in ('queued', 'running'))`);
    await tx.execute(sql`
      insert into ${links} (id, integration_id, kind, local_id, odoo_model, odoo_id, base, memo, origin, source)
      select t.id, t.integration_id, t.kind, t.local_id, t.odoo_model, t.odoo_id, t.base, t.memo, t.origin, t.source
      from ${leftOut} o, jsonb_populate_recordset(null::links, o.ties) t
      where o.integration_id = ${integration.id} and o.brought_back_at is not null
      on conflict do nothing`);
  });
}

/** Templates of what was brought back: nothing about them has changed since, so no feed names them. */
export async function broughtBackTemplates({ ctx, integration }: RunContext): Promise<number[]> {
  const rows = await ctx.db
    .selectDistinct({ id: links.odooId })
    .from(leftOut)
    .innerJoin(products, eq(products.id, leftOut.localId))
    .innerJoin(
      links,
      and(
        eq(links.integrationId, leftOut.integrationId),
        eq(links.kind, 'product'),
        eq(links.localId, sql`coalesce(${products.parentId}, ${products.id})`),
      ),
    )
    .where(and(eq(leftOut.integrationId, integration.id), isNotNull(leftOut.broughtBackAt)));
  return rows.map((row) => row.id);
}

/** At the end of a whole run: what was brought back before it began is here like any other record. */
export async function forgetBroughtBack({ ctx, integration, run }: RunContext): Promise<void> {
  if (run.kinds !== null || run.startedAt === null) return;
  await ctx.db
    .delete(leftOut)
    .where(and(eq(leftOut.integrationId, integration.id), lte(leftOut.broughtBackAt, run.startedAt)));
}
