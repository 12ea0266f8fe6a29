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

/** Of a code as a number, from its check digit on: every other digit counts three times, as in `isValidGtin`. */
const checkSum = sql.raw(
  Array.from(
    { length: DIGITS },
    (_digit, place) => `${place % 2 === 0 ? 1 : 3} * (n / ${10 ** place} % 10)`,
  ).join(' + '),
);
/** `offset 0`: the text is made a number once, not for each digit. */
const isGtin = sql`case when g.ean ~ '^([0-9]{8}|[0-9]{12,14})$'
  then (select (${checkSum}) % 10 = 0 from (select g.ean::bigint as n offset 0) code) else false end`;

const doubled = (code: SQL) => sql`g.${code} in (select ${code} from ${products}
  where ${code} is not null and deleted_at is null group by ${code} having count(*) > 1)`;

/** What is wrong with one thing that can be sold, `g`. */
export const GOOD_ISSUES = {
  no_price: sql`g.price is null`,
  no_weight: sql`g.stockable <> 'service' and coalesce(g.weight, 0) = 0`,
  doubled_sku: doubled(sql.raw('sku')),
  doubled_ean: doubled(sql.raw('ean')),
  invalid_ean: sql`g.ean is not null and not ${isGtin}`,
} satisfies Partial<Record<ProductIssue, SQL>>;

/** Of top-level products: those that have the issue themselves or in one of their variants. */
export function hasIssue(issue: ProductIssue): SQL {
  switch (issue) {
    case 'no_picture':
      return sql`not exists (select 1 from ${productImages} i where i.product_id = ${products.id})`;
    case 'no_category':
      return sql`${products.categoryId} is null`;
    default:
      return headsWhere(GOOD_ISSUES[issue]);
  }
}

/** Every family with each issue of its goods, as `head` and one truth an issue: all of them in one look. */
export const issuesOfFamilies = sql`select coalesce(g.parent_id, g.id) as head, ${sql.join(
  Object.entries(GOOD_ISSUES).map(([issue, wrong]) => sql`bool_or(${wrong}) as ${sql.identifier(issue)}`),
  sql`, `,
)} from ${products} g where ${isGood} group by 1`;
