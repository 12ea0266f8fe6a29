import { and, asc, inArray, isNull } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { selectBrowsed } from '@/lib/catalogue/products/browse-products';
import type { ProductRow } from '@/lib/catalogue/products/family';
import type { Ctx } from '@/lib/context';
import { encodeCursor } from '@/lib/http/list';
import type { Selection } from './bulk-schema';

const BATCH = 300;

/** The live top-level products that are meant, batch by batch. */
export async function* selectedProducts({ db }: Ctx, selection: Selection): AsyncGenerator<ProductRow[]> {
  if ('ids' in selection) {
    for (let at = 0; at < selection.ids.length; at += BATCH) {
      const ids = selection.ids.slice(at, at + BATCH);
      yield await db
        .select()
        .from(products)
        .where(and(inArray(products.id, ids), isNull(products.parentId), isNull(products.deletedAt)))
        .orderBy(asc(products.id));
    }
    return;
  }
  const except = new Set(selection.except);
  let cursor: string | undefined;
  do {
    const rows = await selectBrowsed(db, { ...selection.filter, limit: BATCH, cursor });
    const page = rows.slice(0, BATCH);
    const last = page.at(-1);
    cursor = rows.length > BATCH && last ? encodeCursor([last.sortKey, last.id]) : undefined;
    yield page.filter(({ id }) => !except.has(id)).map(({ sortKey: _, ...row }) => row);
  } while (cursor !== undefined);
}
