import { eq } from 'drizzle-orm';
import { editRows, edits } from '@/db/schema/edits';
import type { Ctx } from '@/lib/context';
import { beat } from '@/lib/edits/beat';
import type { EditJob } from '@/lib/edits/carry-out';
import { saveRows } from '@/lib/edits/save-rows';
import { AppError } from '@/lib/errors';
import { type ObjectStore, readObject } from '@/lib/storage/store';
import { guessFields } from './columns';
import type { Line } from './line';
import { fileKey, type ImportOptions, importOptions } from './options';
import { createProductReader } from './product-rows';
import { readRows } from './read-rows';
import { createStockReader } from './stock-rows';

const BATCH = 500;
const EXAMPLES = 3;

/**
 * Reads an import's file and writes down what each line would do; nothing of the catalogue is touched.
 * @throws AppError unreadable_file
 */
export async function prepareImport(
  ctx: Ctx,
  store: ObjectStore,
  edit: EditJob,
  signal?: AbortSignal,
): Promise<void> {
  const bytes = await readObject(store, fileKey(edit.id));
  if (!bytes) throw new AppError('unreadable_file', { reason: 'gone' });
  await ctx.db.delete(editRows).where(eq(editRows.editId, edit.id));
  const file = await readRows(bytes);
  let options: ImportOptions | null = null;
  let reader: ReturnType<typeof createProductReader> | null = null;
  let position = 0;
  let batch: Line[] = [];
  const first: (readonly string[])[] = [];
  const flush = async () => {
    if (reader && batch.length > 0) await saveRows(ctx, edit.id, await reader(batch));
    batch = [];
    await beat(ctx, edit.id);
  };
  for await (const cells of file.rows) {
    position += 1;
    if (options === null) {
      if (cells.every((cell) => cell === '')) continue;
      options = optionsFor(edit, cells, file.delimiter);
      reader = (edit.subject === 'stock' ? createStockReader : createProductReader)(ctx, options);
      continue;
    }
    if (signal?.aborted) return;
    if (cells.every((cell) => cell === '')) continue;
    if (first.length < EXAMPLES) first.push(cells);
    batch.push({ position, cells: byField(options, cells) });
    if (batch.length === BATCH) await flush();
  }
  await flush();
  if (options === null || first.length === 0) throw new AppError('unreadable_file', { reason: 'empty' });
  const columns = options.columns.map((column, index) => ({
    ...column,
    examples: first.map((cells) => (cells[index] ?? '').slice(0, 80)).filter(Boolean),
  }));
  await ctx.db
    .update(edits)
    .set({ options: { ...options, columns }, status: 'ready' })
    .where(eq(edits.id, edit.id));
}

function optionsFor(edit: EditJob, headers: readonly string[], delimiter: string | null): ImportOptions {
  const known = importOptions.parse(edit.options);
  if (known.mapped && known.columns.length === headers.length) return known;
  const fields = guessFields(headers, edit.subject);
  return {
    columns: headers.map((header, index) => ({ header, field: fields[index] ?? null, examples: [] })),
    // French spreadsheets part by semicolons, as their decimals have the comma.
    language: delimiter === ',' ? 'en' : 'fr',
    mapped: false,
  };
}

function byField({ columns }: ImportOptions, cells: readonly string[]): Line['cells'] {
  return Object.fromEntries(
    columns.flatMap(({ field }, index) => {
      const cell = cells[index]?.trim();
      return field && cell ? [[field, cell] as const] : [];
    }),
  );
}
