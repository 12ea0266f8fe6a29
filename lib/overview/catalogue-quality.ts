import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { products } from '@/db/schema/catalogue';
import { whereProducts } from '@/lib/catalogue/products/filters';
import { GOOD_ISSUES, issuesOfFamilies } from '@/lib/catalogue/products/issues';
import { PRODUCT_ISSUES, type ProductIssue } from '@/lib/catalogue/products/list-choices';
import type { Ctx } from '@/lib/context';

const row = z.record(z.enum(PRODUCT_ISSUES), z.coerce.number());

/** How many products have each issue: exactly those that the list shows filtered by it. One statement, whatever the size. */
export async function catalogueQuality({ db }: Pick<Ctx, 'db'>): Promise<Record<ProductIssue, number>> {
  const counts = PRODUCT_ISSUES.map((issue) =>
    issue in GOOD_ISSUES
      ? sql`count(*) filter (where families.${sql.identifier(issue)}) as ${sql.identifier(issue)}`
      : sql`(select count(*) from ${products} where ${whereProducts({ parent_id: 'none', issue })}) as ${sql.identifier(issue)}`,
  );
  const [found] = [
    ...(await db.execute(sql`select ${sql.join(counts, sql`, `)} from (${issuesOfFamilies}) families
      join ${products} on ${products.id} = families.head and ${whereProducts({ parent_id: 'none' })}`)),
  ];
  return row.parse(found);
}
