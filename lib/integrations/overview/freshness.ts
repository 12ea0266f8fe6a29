import { and, count, eq, isNull, not, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type LinkKind, links, stockLinks } from '@/db/schema/links';
import { orders } from '@/db/schema/orders';
import type { RecordKind } from '@/db/schema/runs';
import type { Ctx } from '@/lib/context';
import type { Integration } from '../find';
import type { OverviewAnswer } from './overview-answer';

const KINDS = ['category', 'product', 'variant', 'stock', 'order'] as const;
type FreshKind = (typeof KINDS)[number];
/** The kind whose runs look at it. */
const LOOKED_AT_WITH: Partial<Record<FreshKind, RecordKind>> = { variant: 'product' };

/** In Odoo a simple product has a variant too; here it is none. */
const ownRecord = sql`(${links.kind} = 'variant' and exists (
  select from products p where p.id = ${links.localId} and p.parent_id is null))`;

const lastLook = z.object({ kind: z.enum(KINDS), as_of: z.coerce.date().nullable() });

/** How many records of each synchronised kind are tied, and when they were last compared with Odoo to the end. */
export async function readFreshness(
  { db }: Pick<Ctx, 'db'>,
  integration: Integration,
): Promise<OverviewAnswer['freshness']> {
  const kinds = KINDS.filter((kind) => isSynchronised(kind, integration));
  const wanted = sql.join(
    kinds.map((kind) => sql`(${kind}::text, ${LOOKED_AT_WITH[kind] ?? kind}::text)`),
    sql`, `,
  );
  const [looks, tied, stock, sales] = await Promise.all([
    db.execute(sql`
      select wanted.kind, last.started_at as as_of from (values ${wanted}) wanted(kind, looked_at)
      left join lateral (
        select r.started_at from runs r
        where r.integration_id = ${integration.id} and r.status in ('succeeded', 'partial') and not r.dry_run
          and r.undo_of is null and (r.kinds is null or r.kinds ? wanted.looked_at)
        order by r.created_at desc limit 1
      ) last on true`),
    db
      .select({ kind: links.kind, records: count() })
      .from(links)
      .where(and(eq(links.integrationId, integration.id), isNull(links.odooDeletedAt), not(ownRecord)))
      .groupBy(links.kind),
    db.$count(stockLinks, eq(stockLinks.integrationId, integration.id)),
    db.$count(orders, eq(orders.integrationId, integration.id)),
  ]);
  const asOf = new Map(
    z
      .array(lastLook)
      .parse([...looks])
      .map((row) => [row.kind, row.as_of]),
  );
  const linked = (kind: LinkKind) => tied.find((row) => row.kind === kind)?.records ?? 0;
  return kinds.map((kind) => ({
    kind,
    records: kind === 'stock' ? stock : kind === 'order' ? sales : linked(kind),
    as_of: asOf.get(kind)?.toISOString() ?? null,
  }));
}

function isSynchronised(kind: FreshKind, { syncConfig: { fields } }: Integration): boolean {
  if (kind === 'category') return fields.product.includes('category');
  if (kind === 'stock') return fields.stock.length > 0;
  return kind !== 'order' || fields.order.length > 0;
}
