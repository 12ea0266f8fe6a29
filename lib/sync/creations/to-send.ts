import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { findTemplatesByCode } from '@/lib/odoo/intentions/lookup';
import { filteredIds, readTrees } from '../kinds/category/read-trees';
import type { RunContext } from '../kinds/kind';
import { canonicalCode } from '../kinds/product/fields/values';
import { looksAtAll } from '../kinds/product/find/changed-here';
import { tiedTemplates } from './tied-templates';

const row = z.object({
  head_id: z.uuid(),
  tied: z.boolean(),
  foreign: z.boolean(),
  category_id: z.uuid().nullable(),
  sku: z.string().nullable(),
  ean: z.string().nullable(),
});
export type ToSend = z.output<typeof row>;

/**
 * Products and variants here that a run would make in Odoo, as far as this side alone can tell; those that came from
 * another Odoo only where the settings let them through. One query.
 */
export async function toSend(run: RunContext): Promise<ToSend[]> {
  const { id, syncConfig } = run.integration;
  const untied = (kind: SQL, localId: SQL) => sql`not exists (select 1 from links l
    where l.integration_id = ${id} and l.kind = ${kind} and l.local_id = ${localId})`;
  const foreign = sql`exists (select 1 from origins o where o.local_id = h.id and o.integration_id <> ${id})`;
  const marked = sql`exists (select 1 from outbox x
    where x.integration_id = ${id} and x.kind = 'product' and x.local_id = h.id)`;
  const rows = await run.ctx.db.execute(sql`
    select h.id as head_id, h.category_id, p.sku, p.ean, ${foreign} as foreign,
      not ${untied(sql`'product'`, sql`h.id`)} as tied
    from products p join products h on h.id = coalesce(p.parent_id, p.id)
    where p.deleted_at is null and h.deleted_at is null and h.status <> 'draft'
      and ${untied(sql`case when p.parent_id is null then 'product' else 'variant' end`, sql`p.id`)}
      and ${syncConfig.export_scope === 'all' ? sql`true` : sql`not ${foreign}`}
      and ${(await looksAtAll(run)) ? sql`true` : marked}`);
  return z.array(row).parse([...rows]);
}

/** Of these the ones that would really be made: inside the category filter, and met by no code in Odoo. */
export async function reallyMade(run: RunContext, rows: readonly ToSend[]): Promise<ToSend[]> {
  const inside = await insideFilter(run, rows);
  const codes = (field: 'sku' | 'ean') => inside.flatMap((one) => canonicalCode(one[field]) ?? []);
  const matches = await findTemplatesByCode(run.odoo, { skus: codes('sku'), eans: codes('ean') });
  const tied = await tiedTemplates(
    run,
    matches.map((match) => match.templateId),
  );
  const active = matches.filter((match) => match.active && !tied.has(match.templateId));
  const known = { sku: new Set(active.map(({ sku }) => sku)), ean: new Set(active.map(({ ean }) => ean)) };
  const isMet = (code: string | null, codes: Set<string | null>) => code !== null && codes.has(code);
  const met = inside.filter(
    (one) =>
      !one.tied && (isMet(canonicalCode(one.sku), known.sku) || isMet(canonicalCode(one.ean), known.ean)),
  );
  const heads = new Set(met.map((one) => one.head_id));
  return inside.filter((one) => !heads.has(one.head_id));
}

async function insideFilter(run: RunContext, rows: readonly ToSend[]): Promise<readonly ToSend[]> {
  if (run.integration.syncConfig.category_filter.length === 0) return rows;
  const trees = await readTrees(run);
  const inside = filteredIds(run, trees.odoo.values());
  return rows.filter(({ category_id: id }) => {
    const link = id === null ? undefined : trees.linkOfHere.get(id);
    return link !== undefined && inside?.has(link.odooId) === true;
  });
}
