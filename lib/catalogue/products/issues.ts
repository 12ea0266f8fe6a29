import { type SQL, sql } from 'drizzle-orm';
import { productImages, products } from '@/db/schema/catalogue';
import type { ProductIssue } from './list-choices';

/** What can be sold: a variant, or a product that has none. */
const isGood = sql`g.deleted_at is null and (g.parent_id is not null
  or not exists (select 1 from ${products} v where v.parent_id = g.id and v.deleted_at is null))`;

/** The heads of the families in which a good is so. */
const headsWhere = (wrong: SQL) =>
  sql`${products.id} in (select coalesce(g.parent_id, g.id) from ${products} g where ${isGood} and ${wrong})`;

const DIGITS = 14;

/** A GTIN's check digit, as in `isValidGtin`: of the code filled up to 14 digits, odd places count three times. */
const checkSum = sql.join(
  Array.from({ length: DIGITS }, (_digit, index) => {
    const digit = sql`substr(lpad(g.ean, ${sql.raw(String(DIGITS))}, '0'), ${sql.raw(String(index + 1))}, 1)::int`;
    return index % 2 === 0 ? sql`3 * ${digit}` : digit;
  }),
  sql` + `,
);
const isGtin = sql`case when g.ean ~ '^([0-9]{8}|[0-9]{12,14})$' then (${checkSum}) % 10 = 0 else false end`;

const doubled = (code: SQL) => sql`g.${code} in (select ${code} from ${products}
  where ${code} is not null and deleted_at is null group by ${code} having count(*) > 1)`;

/** Of top-level products: those that have the issue themselves or in one of their variants. */
export function hasIssue(issue: ProductIssue): SQL {
  switch (issue) {
    case 'no_picture':
      return sql`not exists (select 1 from ${productImages} i where i.product_id = ${products.id})`;
    case 'no_category':
      return sql`${products.categoryId} is null`;
    case 'no_price':
      return headsWhere(sql`g.price is null`);
    case 'no_weight':
      return headsWhere(sql`g.stockable <> 'service' and coalesce(g.weight, 0) = 0`);
    case 'doubled_sku':
      return headsWhere(doubled(sql.raw('sku')));
    case 'doubled_ean':
      return headsWhere(doubled(sql.raw('ean')));
    case 'invalid_ean':
      return headsWhere(sql`g.ean is not null and not ${isGtin}`);
  }
}
