import { z } from 'zod';
import { AppError } from '@/lib/errors';

/** Every list's `?limit=` (max 500) and `?cursor=`. Extend it with the list's own filters. */
export const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(1000).optional(),
});

/** Every list's answer. */
export function listOf<S extends z.ZodType>(item: S) {
  return z.object({ data: z.array(item), next_cursor: z.string().nullable() });
}

/** The position after a row, opaque to callers. */
export function encodeCursor(position: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** The position a cursor stands for, checked by the list's own schema. @throws AppError invalid_cursor */
export function decodeCursor<S extends z.ZodType>(cursor: string, position: S): z.output<S> {
  try {
    return position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new AppError('invalid_cursor', {}, { cause });
  }
}

/** A page from `limit + 1` rows: the extra row only tells that there is more. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  positionOf: (row: Row) => readonly (string | number | null)[],
): { data: Row[]; next_cursor: string | null } {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return {
    data,
    next_cursor: rows.length > limit && last !== undefined ? encodeCursor(positionOf(last)) : null,
  };
}
