import { and, inArray, isNull } from 'drizzle-orm';
import { products, stockLevels } from '@/db/schema/catalogue';
import { decimal } from '@/lib/catalogue/products/fields';
import { listWarehouses } from '@/lib/catalogue/stock/warehouses';
import { textKey } from '@/lib/catalogue/text';
import type { Ctx } from '@/lib/context';
import { recordLabel } from '@/lib/edits/record-label';
import { type RowChange, sameValue } from '@/lib/edits/row-change';
import type { PreparedRow } from '@/lib/edits/save-rows';
import type { Line } from './line';
import { matchProducts } from './match-products';
import type { ImportOptions } from './options';
import { readNumber } from './read-cells';

type Problem = PreparedRow['problems'][number];
type Level = NonNullable<RowChange['stock']>[number];

const count = decimal(16, 4);

/** What each line of a file of counts would do, batch after batch of the same file. */
export function createStockReader(ctx: Ctx, { language }: Pick<ImportOptions, 'language'>) {
  let warehouses: ReturnType<typeof readWarehouses> | null = null;
  const seen = new Set<string>();

  return async (lines: readonly Line[]): Promise<PreparedRow[]> => {
    warehouses ??= readWarehouses(ctx);
    const { names, standard } = await warehouses;
    const matches = await matchProducts(ctx, lines);
    const ids = [...new Set([...matches.values()].flatMap(({ product }) => product?.id ?? []))];
    const [levels, parents] = await Promise.all([
      ids.length === 0 ? [] : ctx.db.select().from(stockLevels).where(inArray(stockLevels.productId, ids)),
      ids.length === 0
        ? []
        : ctx.db
            .selectDistinct({ id: products.parentId })
            .from(products)
            .where(and(inArray(products.parentId, ids), isNull(products.deletedAt))),
    ]);
    const withVariants = new Set(parents.map(({ id }) => id));
    const known = new Map(levels.map((level) => [`${level.productId} ${level.warehouseId}`, level]));
    return lines.map((line) => {
      const { product, problem } = matches.get(line) ?? { product: null };
      const { cells, position } = line;
      const wrong: Problem[] = problem ? [problem] : [];
      if (!product && !problem)
        wrong.push({
          column: cells.sku ? 'sku' : cells.ean ? 'ean' : 'sku',
          code: cells.sku || cells.ean ? 'unknown_product' : 'required',
        });
      const warehouse = cells.warehouse === undefined ? standard : names.get(textKey(cells.warehouse));
      if (!warehouse)
        wrong.push({
          column: 'warehouse',
          code: 'unknown_warehouse_name',
          params: { name: cells.warehouse ?? '' },
        });
      const quantity = readCount(cells.quantity, 'quantity', wrong);
      const threshold = readCount(cells.alert_threshold, 'alert_threshold', wrong);
      if (cells.quantity === undefined && cells.alert_threshold === undefined)
        wrong.push({ column: 'quantity', code: 'required' });
      if (product && product.stockable !== 'stored')
        wrong.push({ column: 'quantity', code: 'stock_not_kept' });
      if (product && withVariants.has(product.id))
        wrong.push({ column: 'quantity', code: 'stock_on_variants' });
      const level = known.get(`${product?.id} ${warehouse}`);
      const change: Omit<Level, 'warehouse_id'> = {};
      const before: Omit<Level, 'warehouse_id'> = {};
      if (quantity !== undefined && !sameValue('quantity', quantity, level?.quantity ?? '0')) {
        change.quantity = quantity;
        before.quantity = level?.quantity ?? '0';
        if (product && product.tracking !== 'none') wrong.push({ column: 'quantity', code: 'stock_tracked' });
      }
      if (
        threshold !== undefined &&
        !sameValue('alert_threshold', threshold, level?.alertThreshold ?? null)
      ) {
        change.alert_threshold = threshold;
        before.alert_threshold = level?.alertThreshold ?? null;
      }
      const key = `${product?.id} ${warehouse}`;
      if (product && seen.has(key)) wrong.push({ column: cells.id ? 'id' : 'sku', code: 'doubled_in_file' });
      seen.add(key);
      const none = Object.keys(change).length === 0;
      return {
        position,
        productId: product?.id ?? null,
        label: product ? recordLabel(product.title, product.attributes) : (cells.sku ?? cells.ean ?? ''),
        action: wrong.length > 0 ? 'wrong' : none ? 'unchanged' : 'update',
        change: warehouse && !none ? { stock: [{ warehouse_id: warehouse, ...change }] } : {},
        before: warehouse && !none ? { stock: [{ warehouse_id: warehouse, ...before }] } : {},
        problems: wrong,
      };
    });
  };

  function readCount(cell: string | undefined, column: string, wrong: Problem[]): string | undefined {
    if (cell === undefined) return undefined;
    const number = readNumber(cell, language);
    const checked = 'wrong' in number ? null : count.safeParse(number.value);
    if (checked?.success) return checked.data;
    wrong.push({
      column,
      code: 'wrong' in number ? number.wrong : (checked?.error?.issues[0]?.message ?? 'unfit'),
    });
    return undefined;
  }
}

/** The warehouses in use by name and by code, and the one that is meant where none is named. */
async function readWarehouses(
  ctx: Ctx,
): Promise<{ names: Map<string, string>; standard: string | undefined }> {
  const { data } = await listWarehouses(ctx, { limit: 500 });
  const names = new Map(
    data.flatMap(({ id, name, code }) => [[textKey(code), id] as const, [textKey(name), id] as const]),
  );
  return { names, standard: (data.find(({ is_default }) => is_default) ?? data[0])?.id };
}
