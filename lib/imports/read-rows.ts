import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { unzipSync } from 'fflate';
import { InvalidInputError, readSheet } from 'read-excel-file/node';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { unguarded } from '@/lib/spreadsheet/formula-guard';

/** What a workbook may unfold to: a file that claims more is none of a shop's. */
const MAX_UNFOLDED = 400 * 1024 * 1024;
const PIECE = 64 * 1024;
const cells = z.array(z.string());
const DELIMITERS = [';', ',', '\t', '|'] as const;

export interface FileRows {
  /** Cells as texts. */
  readonly rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
  /** Of a CSV file; null of a workbook, whose numbers are numbers and need no language. */
  readonly delimiter: string | null;
}

/** Reads a CSV or XLSX file, whichever it is by its first bytes. @throws AppError unreadable_file */
export async function readRows(bytes: Buffer): Promise<FileRows> {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return readWorkbook(bytes);
  if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0')
    throw new AppError('unreadable_file', { reason: 'xls' });
  const text = decode(bytes);
  const delimiter = delimiterOf(text);
  return { rows: csvRows(text, delimiter), delimiter };
}

async function readWorkbook(bytes: Buffer): Promise<FileRows> {
  try {
    let size = 0;
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        size += originalSize;
        return false;
      },
    });
    if (size > MAX_UNFOLDED) throw new AppError('unreadable_file', { reason: 'too_large' });
    const rows = await readSheet(bytes);
    return { rows: rows.map((row) => row.map(cellText)), delimiter: null };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const reason = cause instanceof InvalidInputError ? cause.code : 'workbook';
    throw new AppError('unreadable_file', { reason }, { cause });
  }
}

/** As people see it: the shortest number that a spreadsheet's cell stands for, days as days. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return String(value);
}

/** UTF-8 or UTF-16 by its mark, UTF-8 where it is that, else what Western spreadsheets write. */
function decode(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe') return new TextDecoder('utf-16le').decode(bytes);
  if (mark === 'feff') return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The separator that parts the first line most. */
function delimiterOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1);
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, count: first.split(delimiter).length }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}

/** Record by record, so that a long file is never held as cells. */
async function* csvRows(text: string, delimiter: string): AsyncGenerator<readonly string[]> {
  const options = { delimiter, bom: true, relax_column_count: true, skip_empty_lines: true, trim: true };
  const records = Readable.from(pieces(text)).pipe(parse(options));
  try {
    for await (const record of records) yield cells.parse(record).map(unguarded);
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new AppError('unreadable_file', { reason: 'csv', line: String(cause.lines ?? '') }, { cause });
  }
}

function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE);
}
