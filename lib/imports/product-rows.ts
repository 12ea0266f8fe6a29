import { and, inArray, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { products } from '@/db/schema/catalogue';
import { categoryPaths } from '@/lib/catalogue/categories/queries';
import type { ProductRow } from '@/lib/catalogue/products/family';
import { FIELDS_OF_PARENT } from '@/lib/catalogue/products/rules';
import { viewProducts } from '@/lib/catalogue/products/view';
import type { Ctx } from '@/lib/context';
import { recordLabel } from '@/lib/edits/record-label';
import { EDIT_FIELDS, type EditField, sameValue } from '@/lib/edits/row-change';
import type { PreparedRow } from '@/lib/edits/save-rows';
import type { Line } from './line';
import { type Match, matchProducts } from './match-products';
import type { ImportOptions } from './options';
import { type CategoryNames, categoryNames, readAttributes, readProductCells } from './read-cells';

type Values = Partial<Record<EditField, string | null>>;
type Problem = PreparedRow['problems'][number];

const SHARED: ReadonlySet<string> = new Set(FIELDS_OF_PARENT);

/** What each line of a file of products would do, batch after batch of the same file. */
export function createProductReader(ctx: Ctx, { language }: Pick<ImportOptions, 'language'>) {
  let categories: Promise<CategoryNames> | null = null;
  /** What the file says so far: a product twice is a mistake, and a variant's parent stands before it. */
  const seen = new Set<string>();
  const ofParents = new Map<string, Values>();

  return async (lines: readonly Line[]): Promise<PreparedRow[]> => {
    categories ??= categoryPaths(ctx).then(categoryNames);
    const names = await categories;
    const matches = await matchProducts(ctx, lines);
    const rows = [...matches.values()].flatMap(({ product }) => product ?? []);
    const views = new Map((await viewProducts(ctx.db, rows)).map((view) => [view.id, view]));
    const taken = await takenBarcodes(ctx, lines);
    return lines.map((line) => {
      const match = matches.get(line) ?? { product: null };
      const { values, problems } = readProductCells(line, { language, categories: names });
      const now = match.product ? views.get(match.product.id) : undefined;
      const wrong: Problem[] = [
        ...(match.problem ? [match.problem] : []),
        ...problems,
        ...doubled(line, match),
      ];
      if (values.ean && isTaken(taken.get(values.ean), match.product))
        wrong.push({ column: 'ean', code: 'ean_taken_elsewhere' });
      const title = values.title ?? now?.title ?? line.cells.sku ?? line.cells.ean ?? '';
      const label = match.product ? recordLabel(title, match.product.attributes) : title;
      const base = { position: line.position, productId: match.product?.id ?? null, label };
      if (!match.product || !now) return { ...base, ...creation(line, values, wrong) };
      const change: Values = {};
      for (const field of EDIT_FIELDS) {
        const value = values[field];
        if (value === undefined || sameValue(field, now[field], value)) continue;
        if (match.product.parentId && SHARED.has(field)) {
          const given = ofParents.get(match.product.parentId)?.[field];
          if (given === undefined || !sameValue(field, given, value))
            wrong.push({ column: field === 'category_id' ? 'category' : field, code: 'field_of_parent' });
          continue;
        }
        change[field] = value;
      }
      ofParents.set(match.product.id, values);
      const before = Object.fromEntries(
        Object.keys(change).map((field) => [field, now[EDIT_FIELDS.find((one) => one === field) ?? 'title']]),
      );
      const action = wrong.length > 0 ? 'wrong' : Object.keys(change).length > 0 ? 'update' : 'unchanged';
      return { ...base, action, change: { product: change }, before: { product: before }, problems: wrong };
    });
  };

  function doubled({ cells }: Line, { product }: Match): Problem[] {
    const key = product ? product.id : cells.sku ? `sku ${cells.sku}` : cells.ean ? `ean ${cells.ean}` : null;
    if (key === null) return [];
    if (seen.has(key))
      return [{ column: cells.id ? 'id' : cells.sku ? 'sku' : 'ean', code: 'doubled_in_file' }];
    seen.add(key);
    return [];
  }
}

function creation(
  { cells }: Line,
  values: Values,
  problems: readonly Problem[],
): Pick<PreparedRow, 'action' | 'change' | 'before' | 'problems'> {
  const wrong = [...problems];
  const attributes = cells.attributes ? readAttributes(cells.attributes) : null;
  const parent = cells.parent_id;
  if (parent !== undefined && !z.uuid().safeParse(parent).success)
    wrong.push({ column: 'parent_id', code: 'not_found' });
  if (parent === undefined && values.title === undefined) wrong.push({ column: 'title', code: 'required' });
  if (parent !== undefined && attributes === null)
    wrong.push({ column: 'attributes', code: 'needs_attributes' });
  const own =
    parent === undefined
      ? values
      : Object.fromEntries(Object.entries(values).filter(([field]) => !SHARED.has(field)));
  return {
    action: wrong.length > 0 ? 'wrong' : 'create',
    change: { product: own, ...(parent && attributes ? { parent_id: parent, attributes } : {}) },
    before: {},
    problems: wrong,
  };
}

async function takenBarcodes({ db }: Ctx, lines: readonly Line[]): Promise<Map<string | null, ProductRow[]>> {
  const codes = [...new Set(lines.flatMap(({ cells }) => cells.ean ?? []))];
  if (codes.length === 0) return new Map();
  const holders = await db
    .select()
    .from(products)
    .where(and(inArray(products.ean, codes), isNull(products.deletedAt)));
  return Map.groupBy(holders, ({ ean }) => ean);
}

/** A variant may take its parent's barcode over; any other holder keeps it. */
function isTaken(holders: readonly ProductRow[] | undefined, product: ProductRow | null): boolean {
  return (holders ?? []).some(({ id }) => id !== product?.id && id !== product?.parentId);
}
