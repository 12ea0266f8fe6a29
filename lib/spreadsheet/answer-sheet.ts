import type { Sheet, SheetFormat } from './sheet';
import { writeCsv } from './write-csv';
import { writeXlsx } from './write-xlsx';

const TYPES: Readonly<Record<SheetFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** A sheet as a stream of its file; the next batch is read when the reader asks for more. */
export function streamSheet<Key extends string>(
  sheet: Sheet<Key>,
  format: SheetFormat,
): ReadableStream<Uint8Array> {
  const parts = format === 'csv' ? writeCsv(sheet) : writeXlsx(sheet);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await parts.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
}

/** A sheet as the answer to a call: a file to keep. */
export function answerSheet<Key extends string>(sheet: Sheet<Key>, format: SheetFormat): Response {
  return new Response(streamSheet(sheet, format), {
    headers: {
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="${sheet.name}.${format}"`,
      'cache-control': 'no-store',
    },
  });
}

/** All pages of a list, for a sheet. */
export async function* everyPage<Row>(
  read: (cursor: string | undefined) => Promise<{ data: readonly Row[]; next_cursor: string | null }>,
): AsyncGenerator<readonly Row[]> {
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    yield page.data;
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}
