import { z } from 'zod';
import * as value from '../dialect/values';
import type { RemoteCategory } from '../records';
import { type Domain, PAGE, searchRead } from '../rows';
import type { OdooSession } from '../session';

const Row = z
  .object({
    id: value.id,
    name: value.text,
    complete_name: value.text,
    parent_id: value.reference,
    create_date: value.datetime,
    write_date: value.datetime,
  })
  .transform(
    (row): RemoteCategory => ({
      id: row.id,
      name: row.name,
      parentId: row.parent_id,
      completeName: row.complete_name,
      createDate: row.create_date,
      writeDate: row.write_date,
    }),
  );

const FIELDS = ['name', 'complete_name', 'parent_id', 'create_date', 'write_date'];

/** Categories, all or the given ones, by id. Names may hold " / ": the path is parentId, not complete_name split. */
export async function readCategories(odoo: OdooSession, ids?: readonly number[]): Promise<RemoteCategory[]> {
  const found: RemoteCategory[] = [];
  const wanted: Domain = ids ? [['id', 'in', ids]] : [];
  for (let last = 0; ; ) {
    const domain: Domain = [...wanted, ['id', '>', last]];
    const page = await searchRead(odoo, 'product.category', Row, domain, FIELDS, {
      order: 'id',
      limit: PAGE,
    });
    found.push(...page);
    const end = page.at(-1);
    if (page.length < PAGE || !end) return found;
    last = end.id;
  }
}

/** The given categories and all below them (category_filter, children included). */
export async function categoriesUnder(odoo: OdooSession, rootIds: readonly number[]): Promise<number[]> {
  const rows = await searchRead(
    odoo,
    'product.category',
    z.object({ id: value.id }),
    [['id', 'child_of', rootIds]],
    ['id'],
  );
  return rows.map((row) => row.id);
}
