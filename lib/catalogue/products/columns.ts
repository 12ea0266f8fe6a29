import type { products } from '@/db/schema/catalogue';
import type { ProductFields } from './fields';

type Columns = Partial<typeof products.$inferInsert>;

/** The columns that hold the given fields; a field not given is left out, so that it is not touched. */
export function columnsOf(fields: Partial<ProductFields>): Columns {
  const { cost_price, category_id, ...same } = fields;
  const columns: Columns = { ...same };
  if (cost_price !== undefined) columns.costPrice = cost_price;
  if (category_id !== undefined) columns.categoryId = category_id;
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}
