import { sql } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { products } from '@/db/schema/catalogue';
import { links } from '@/db/schema/links';

/**
 * The same products, those first that give each other barcodes, and those that hang together side by side: Odoo refuses
 * a code that another product still has there, and only among what is sent at once does who gives one up go first.
 */
export async function passedFirst(
  db: Db,
  integrationId: string,
  heads: readonly string[],
): Promise<string[]> {
  const passing = new Set((await groupsPassing(db, integrationId, heads)).flat());
  return [...passing, ...heads.filter((id) => !passing.has(id))];
}

async function groupsPassing(db: Db, integrationId: string, heads: readonly string[]): Promise<string[][]> {
  const rows = await db.execute<{ wanting: string; holder: string }>(sql`
    select distinct coalesce(w.parent_id, w.id) as wanting, coalesce(h.parent_id, h.id) as holder
    from ${products} w
    join ${links} l on l.integration_id = ${integrationId} and l.kind = 'variant' and l.odoo_deleted_at is null
      and l.base->>'ean' = w.ean and l.local_id <> w.id
    join ${products} h on h.id = l.local_id and h.ean is distinct from w.ean
    where w.ean is not null and coalesce(w.parent_id, w.id) = any(${`{${heads.join()}}`}::uuid[])`);
  const known = new Set(heads);
  const groupOf = new Map<string, string[]>();
  for (const { wanting, holder } of rows) {
    if (!known.has(holder)) continue;
    const one = groupOf.get(wanting) ?? [wanting];
    const other = groupOf.get(holder) ?? [holder];
    const all = one === other ? one : [...one, ...other];
    for (const id of all) groupOf.set(id, all);
  }
  return [...new Set(groupOf.values())];
}
