import { z } from 'zod';
import { listOf } from '@/lib/http/list';
import { importOptions } from '@/lib/imports/options';
import { rowChange } from './row-change';

const EDIT_STATUSES = ['reading', 'ready', 'applying', 'applied', 'undoing', 'undone', 'failed'] as const;
export const EDIT_ACTIONS = ['create', 'update', 'unchanged', 'wrong'] as const;
export const EDIT_OUTCOMES = ['done', 'refused', 'undone', 'kept'] as const;

const problem = z.object({ column: z.string(), code: z.string(), message: z.string() });

export const editView = z.object({
  id: z.uuid(),
  source: z.enum(['import', 'bulk']),
  subject: z.enum(['products', 'stock']),
  status: z.enum(EDIT_STATUSES),
  name: z.string(),
  requested_by: z.string(),
  /** Of an import: what its columns stand for. */
  columns: importOptions.shape.columns,
  language: z.enum(['fr', 'en']),
  counts: z.object({
    create: z.number().int(),
    update: z.number().int(),
    unchanged: z.number().int(),
    wrong: z.number().int(),
    done: z.number().int(),
    refused: z.number().int(),
    undone: z.number().int(),
    kept: z.number().int(),
  }),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  created_at: z.string(),
  confirmed_at: z.string().nullable(),
  finished_at: z.string().nullable(),
});
export type EditView = z.output<typeof editView>;
export const editList = listOf(editView);

export const editRowView = z.object({
  position: z.number().int(),
  action: z.enum(EDIT_ACTIONS),
  outcome: z.enum(EDIT_OUTCOMES).nullable(),
  product_id: z.uuid().nullable(),
  label: z.string(),
  change: rowChange,
  before: rowChange,
  problems: z.array(problem),
});
export type EditRowView = z.output<typeof editRowView>;
export const editRowList = listOf(editRowView);
