import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { products } from '@/db/schema/catalogue';
import { links } from '@/db/schema/links';
import { liveVariants } from '@/lib/odoo/intentions/changes';
import { type CodeMatch, readCodes } from '@/lib/odoo/intentions/lookup';
import { chunks, type Domain } from '@/lib/odoo/rows';
import { ofCompany } from '../engine/reach';
import { leftOutIds } from '../history/left-out/left-out-ids';
import type { RunContext } from '../kinds/kind';
import { PRODUCT, TEMPLATE } from '../kinds/product/family';
import { tiedTemplates } from './tied-templates';

/** Ids per query, well below PostgreSQL's 65,535 parameters. */
const IDS = 5_000;

/**
 * Live variants of Odoo, written since the last run, that nothing ties and nobody keeps out: what a run would make here
 * at most. One call.
 */
export async function toTake(run: RunContext): Promise<number[]> {
  const { category_filter: filter, import_not_for_sale = false } = run.integration.syncConfig;
  const sold: Domain = import_not_for_sale ? [] : [['sale_ok', '=', true]];
  const inside: Domain = filter.length === 0 ? [] : [['categ_id', 'child_of', filter]];
  const since = await run.feed.since(TEMPLATE);
  const untied: number[] = [];
  for (const ids of chunks(
    await liveVariants(run.odoo, since, [...ofCompany(run), ...sold, ...inside]),
    IDS,
  )) {
    const tied = await run.ctx.db
      .select({ id: links.odooId })
      .from(links)
      .where(
        and(
          eq(links.integrationId, run.integration.id),
          eq(links.odooModel, PRODUCT),
          anyOf(links.odooId, ids),
        ),
      );
    const keptOut = await leftOutIds(run.ctx.db, run.integration.id, PRODUCT, ids);
    const known = new Set([...tied.map((link) => link.id), ...keptOut]);
    untied.push(...ids.filter((id) => !known.has(id)));
  }
  return untied;
}

/** How many products and variants these would be here, without those that meet one of ours by a code. */
export async function madeHere(run: RunContext, odooIds: readonly number[]): Promise<number> {
  const rows = await readCodes(run.odoo, odooIds);
  const families = [...Map.groupBy(rows, (row) => row.templateId).entries()];
  const tied = await tiedTemplates(
    run,
    families.map(([id]) => id),
  );
  const met = await untiedCodes(run, rows);
  const isMet = ({ sku, ean }: CodeMatch) =>
    (sku !== null && met.sku.has(sku)) || (ean !== null && met.ean.has(ean));
  const made = families.map(([id, members]) => {
    if (tied.has(id)) return members.length;
    if (members.some(isMet)) return 0;
    return members.length > 1 ? members.length + 1 : 1;
  });
  return made.reduce((sum, count) => sum + count, 0);
}

/** Which of the codes live products here carry that nothing ties to this Odoo. */
async function untiedCodes(run: RunContext, rows: readonly CodeMatch[]) {
  const met = { sku: new Set<string>(), ean: new Set<string>() };
  for (const part of chunks(rows, IDS)) {
    const codes = (field: 'sku' | 'ean') => part.flatMap((row) => row[field] ?? []);
    const found = await run.ctx.db
      .select({
        sku: sql<string | null>`btrim(${products.sku})`,
        ean: sql<string | null>`btrim(${products.ean})`,
      })
      .from(products)
      .where(
        and(
          isNull(products.deletedAt),
          or(
            inArray(sql`btrim(${products.sku})`, codes('sku')),
            inArray(sql`btrim(${products.ean})`, codes('ean')),
          ),
          sql`not exists (select 1 from ${links} where ${links.integrationId} = ${run.integration.id}
            and ${links.kind} = 'product' and ${links.localId} = coalesce(${products.parentId}, ${products.id}))`,
        ),
      );
    for (const { sku, ean } of found) {
      if (sku) met.sku.add(sku);
      if (ean) met.ean.add(ean);
    }
  }
  return met;
}
