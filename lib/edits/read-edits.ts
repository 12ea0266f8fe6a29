import { and, asc, desc, eq, gt, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { editRows, edits } from '@/db/schema/edits';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { decodeCursor, listQuery, pageOf } from '@/lib/http/list';
import type { Locale } from '@/lib/i18n/locale';
import { hasSentence, translate } from '@/lib/i18n/translate';
import { importOptions } from '@/lib/imports/options';
import {
  EDIT_ACTIONS,
  EDIT_OUTCOMES,
  type EditRowView,
  type EditView,
  editRowView,
  editView,
} from './answers';
import type { EditJob } from './carry-out';

export const editRowsQuery = listQuery.extend({
  action: z.enum(EDIT_ACTIONS).optional(),
  outcome: z.enum(EDIT_OUTCOMES).optional(),
});

const counted = z.array(
  z.object({
    id: z.uuid(),
    action: z.enum(EDIT_ACTIONS),
    outcome: z.enum(EDIT_OUTCOMES).nullable(),
    count: z.coerce.number(),
  }),
);

/** Edits of many records, the newest first. @throws AppError invalid_cursor */
export async function listEdits(ctx: Ctx, query: z.output<typeof listQuery>, locale: Locale) {
  const after = query.cursor ? decodeCursor(query.cursor, z.tuple([z.uuid()]))[0] : undefined;
  const rows = await ctx.db
    .select()
    .from(edits)
    .where(after ? lt(edits.id, after) : undefined)
    .orderBy(desc(edits.id))
    .limit(query.limit + 1);
  const page = pageOf(rows, query.limit, ({ id }) => [id]);
  return { data: await present(ctx, page.data, locale), next_cursor: page.next_cursor };
}

/** @throws AppError not_found */
export async function getEdit(ctx: Ctx, id: string, locale: Locale): Promise<EditView> {
  const [edit] = await present(ctx, await ctx.db.select().from(edits).where(eq(edits.id, id)), locale);
  if (!edit) throw new AppError('not_found');
  return edit;
}

/** What an edit does to each record, in the file's order. @throws AppError invalid_cursor, not_found */
export async function listEditRows(
  ctx: Ctx,
  id: string,
  { limit, cursor, action, outcome }: z.output<typeof editRowsQuery>,
  locale: Locale,
): Promise<{ data: EditRowView[]; next_cursor: string | null }> {
  const after = cursor ? decodeCursor(cursor, z.tuple([z.number().int()]))[0] : undefined;
  const rows = await ctx.db
    .select()
    .from(editRows)
    .where(
      and(
        eq(editRows.editId, id),
        action ? eq(editRows.action, action) : undefined,
        outcome ? eq(editRows.outcome, outcome) : undefined,
        after === undefined ? undefined : gt(editRows.position, after),
      ),
    )
    .orderBy(asc(editRows.position))
    .limit(limit + 1);
  if (rows.length === 0) await getEdit(ctx, id, locale);
  const page = pageOf(rows, limit, ({ position }) => [position]);
  return {
    next_cursor: page.next_cursor,
    data: page.data.map(({ productId, problems, ...row }) =>
      editRowView.parse({
        ...row,
        product_id: productId,
        problems: problems.map(({ column, code, params }) => ({
          column,
          code,
          message: wordsOf(locale, code, params),
        })),
      }),
    ),
  };
}

async function present(ctx: Ctx, rows: readonly EditJob[], locale: Locale): Promise<EditView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const counts = counted.parse([
    ...(await ctx.db.execute(sql`
      select edit_id as id, action, outcome, count(*) as count from edit_rows
      where edit_id in (${sql.join(
        ids.map((id) => sql`${id}::uuid`),
        sql`, `,
      )}) group by 1, 2, 3`)),
  ]);
  return rows.map((row) => {
    const options = importOptions.safeParse(row.options);
    const own = counts.filter(({ id }) => id === row.id);
    const sum = (test: (one: (typeof own)[number]) => boolean) =>
      own.filter(test).reduce((total, { count }) => total + count, 0);
    const tally = [
      ...EDIT_ACTIONS.map((action) => [action, sum((one) => one.action === action)]),
      ...EDIT_OUTCOMES.map((outcome) => [outcome, sum((one) => one.outcome === outcome)]),
    ];
    return editView.parse({
      ...row,
      requested_by: row.actor.name,
      columns: options.success ? options.data.columns : [],
      language: options.success ? options.data.language : 'fr',
      counts: Object.fromEntries(tally),
      failure: row.failure && {
        code: row.failure.code,
        message: wordsOf(locale, row.failure.code, row.failure.params),
      },
      created_at: row.createdAt.toISOString(),
      confirmed_at: row.confirmedAt?.toISOString() ?? null,
      finished_at: row.finishedAt?.toISOString() ?? null,
    });
  });
}

/** A problem's sentence: of files and edits, of a field, or of any refusal. */
function wordsOf(locale: Locale, code: string, params: Readonly<Record<string, unknown>> = {}): string {
  const keys = [`edits.problem.${code}`, `errors.fields.${code}`, `errors.${code}`];
  const key = keys.find((one) => hasSentence(locale, one));
  return key ? translate(locale, key, params) : code;
}
