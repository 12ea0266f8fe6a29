import { and, eq, gte, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { products, stockLevels } from '@/db/schema/catalogue';
import { descendantIds } from '../categories/descendants';
import { hasIssue } from './issues';
import type { ProductIssue, StockFilter } from './list-choices';
import type { SyncState } from './schema';
import { inSyncState } from './sync-state';

export interface ProductFilters {
  readonly search?: string;
  /** So many match the search that it is quicker to walk the list (`isBroadSearch`); says nothing of what is found. */
  readonly broad?: boolean;
  readonly sku?: string;
  readonly ean?: string;
  /** Descendants included. */
  readonly category_id?: string;
  /** `none`: top-level products only. */
  readonly parent_id?: string;
  readonly updated_since?: string;
  readonly deleted?: 'exclude' | 'include' | 'only';
  readonly status?: 'active' | 'draft';
  readonly stock?: StockFilter;
  readonly sync?: SyncState | 'not_linked';
  /** Of top-level products. */
  readonly issue?: ProductIssue;
}

/** One WHERE for the API's list, the page's list and its count. */
export function whereProducts(filters: ProductFilters): SQL | undefined {
  const { search, deleted = 'exclude' } = filters;
  return and(
    filters.parent_id === 'none' ? isNull(products.parentId) : undefined,
    filters.parent_id && filters.parent_id !== 'none' ? eq(products.parentId, filters.parent_id) : undefined,
    deleted === 'exclude' ? isNull(products.deletedAt) : undefined,
    deleted === 'only' ? isNotNull(products.deletedAt) : undefined,
    filters.sku ? eq(products.sku, filters.sku) : undefined,
    filters.ean ? eq(products.ean, filters.ean) : undefined,
    filters.category_id ? sql`${products.categoryId} in (${descendantIds(filters.category_id)})` : undefined,
    filters.updated_since ? changedSince(new Date(filters.updated_since)) : undefined,
    filters.status ? eq(products.status, filters.status) : undefined,
    filters.stock ? inStockState(filters.stock) : undefined,
    filters.sync ? inSyncState(filters.sync) : undefined,
    filters.issue ? hasIssue(filters.issue) : undefined,
    search ? matches(search, filters.parent_id === 'none', filters.broad) : undefined,
  );
}

/**
 * Every word is somewhere in title, reference or barcode, whatever case and accents (trigram index).
 * Among top-level products a variant's reference finds its parent.
 */
function matches(search: string, topLevel: boolean, broad = false): SQL | undefined {
  const all = (table: SQL) => hasWords(table, search);
  if (!topLevel) return all(sql`${products}`);
  if (broad) {
    return sql`(${all(sql`${products}`)} or exists (select 1 from ${products} f
      where f.parent_id = ${products.id} and f.deleted_at is null and ${all(sql`f`)}))`;
  }
  return sql`${products.id} in (select coalesce(f.parent_id, f.id) from ${products} f where ${all(sql`f`)} and (f.deleted_at is null or f.parent_id is null))`;
}

function hasWords(table: SQL, search: string): SQL | undefined {
  const words = search.split(' ').filter((word) => word !== '');
  return and(
    ...words.map((word) => sql`${table}.search_text like '%' || text_key(${escapeLike(word)}) || '%'`),
  );
}

/** From here on a page is filled sooner by looking at the list's rows in their order than by sorting all that match. */
const BROAD = 2_000;

/** Whether a search matches many products, variants among them; counted no further than that takes. */
export async function isBroadSearch(db: Db, search: string | undefined): Promise<boolean> {
  if (!search) return false;
  const some = db
    .select({ one: sql`1` })
    .from(products)
    .where(hasWords(sql`${products}`, search))
    .limit(BROAD)
    .as('some');
  return (await db.$count(some)) === BROAD;
}

function escapeLike(word: string): string {
  return word.replace(/[\\%_]/g, (character) => `\\${character}`);
}

/** The product itself, its pictures, or its stock. */
function changedSince(since: Date): SQL | undefined {
  return or(
    gte(products.updatedAt, since),
    sql`${products.id} in (select s.product_id from ${stockLevels} s where s.updated_at >= ${since.toISOString()}::timestamptz)`,
  );
}

function inStockState(state: StockFilter): SQL {
  const heads = (having: SQL) =>
    sql`(select coalesce(f.parent_id, f.id) from ${stockLevels} s join ${products} f on f.id = s.product_id
      where f.deleted_at is null group by 1 having ${having})`;
  if (state === 'in_stock') return sql`${products.id} in ${heads(sql`sum(s.quantity) > 0`)}`;
  if (state === 'low') {
    return sql`${products.id} in (select coalesce(f.parent_id, f.id) from ${stockLevels} s
      join ${products} f on f.id = s.product_id where f.deleted_at is null and s.quantity <= s.alert_threshold)`;
  }
  return sql`${products.id} not in ${heads(sql`sum(s.quantity) > 0`)}`;
}
