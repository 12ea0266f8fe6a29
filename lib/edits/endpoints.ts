import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { listQuery } from '@/lib/http/list';
import { mappingInput } from '@/lib/imports/options';
import { editList, editRowList, editView } from './answers';
import { bulkInput, selection } from './bulk-schema';
import { editRowsQuery } from './read-edits';
import { MAX_FILE_BYTES } from './start-import';
import { stockBulkInput } from './stock-bulk-schema';

const editId = z.object({ id: z.uuid() });
/** Room for the boundaries and headers of a form around a file. */
const FORM_OVERHEAD = 64 * 1024;

export const importFile = endpoint({
  method: 'POST',
  path: '/api/v1/imports',
  tag: 'catalogue',
  summary: 'Read a CSV or XLSX file of products or stock; nothing is written until the edit is confirmed',
  access: 'admin',
  query: z.object({ subject: z.enum(['products', 'stock']).default('products') }),
  form: true,
  maxBytes: MAX_FILE_BYTES + FORM_OVERHEAD,
  answer: editView,
  status: 202,
  errors: ['unreadable_file'],
});

export const changeMany = endpoint({
  method: 'POST',
  path: '/api/v1/bulk-edits',
  tag: 'catalogue',
  summary: 'Prepare a change of many products; nothing is written until the edit is confirmed',
  access: 'admin',
  body: bulkInput,
  answer: editView,
  status: 202,
});

export const changeManyCounts = endpoint({
  method: 'POST',
  path: '/api/v1/bulk-edits/stock',
  tag: 'catalogue',
  summary:
    'Prepare a change of many counts or alert thresholds; nothing is written until the edit is confirmed',
  access: 'admin',
  body: stockBulkInput,
  answer: editView,
  status: 202,
  errors: ['unknown_warehouse'],
});

export const synchroniseMany = endpoint({
  method: 'POST',
  path: '/api/v1/products/synchronise',
  tag: 'synchronisation',
  summary: 'Look at these products in the next run of every integration they are linked to, and start it',
  access: 'admin',
  body: z.strictObject({ selection }),
  answer: z.object({ products: z.number().int(), run_ids: z.array(z.uuid()) }),
  status: 202,
});

export const readEdits = endpoint({
  method: 'GET',
  path: '/api/v1/edits',
  tag: 'catalogue',
  summary: 'Imports and edits of many products, the newest first',
  access: 'viewer',
  query: listQuery,
  answer: editList,
  errors: ['invalid_cursor'],
});

export const readEdit = endpoint({
  method: 'GET',
  path: '/api/v1/edits/{id}',
  tag: 'catalogue',
  summary: 'One of them, with how many records it makes, changes and refuses',
  access: 'viewer',
  params: editId,
  answer: editView,
  errors: ['not_found'],
});

export const readEditRows = endpoint({
  method: 'GET',
  path: '/api/v1/edits/{id}/rows',
  tag: 'catalogue',
  summary: 'What it does to each record: before it is confirmed what it would do, afterwards what came of it',
  access: 'viewer',
  params: editId,
  query: editRowsQuery,
  answer: editRowList,
  errors: ['invalid_cursor'],
});

export const mapImport = endpoint({
  method: 'PUT',
  path: '/api/v1/edits/{id}/mapping',
  tag: 'catalogue',
  summary: 'Say what the columns of an import’s file stand for; it is read anew',
  access: 'admin',
  params: editId,
  body: mappingInput,
  answer: editView,
  errors: ['not_found', 'edit_not_ready'],
});

export const applyEdit = endpoint({
  method: 'POST',
  path: '/api/v1/edits/{id}/apply',
  tag: 'catalogue',
  summary: 'Carry out what the preview shows',
  access: 'admin',
  params: editId,
  answer: editView,
  status: 202,
  errors: ['not_found', 'edit_not_ready'],
});

export const takeBackEdit = endpoint({
  method: 'POST',
  path: '/api/v1/edits/{id}/undo',
  tag: 'catalogue',
  summary: 'Take back what was applied, but for what was changed since',
  access: 'admin',
  params: editId,
  answer: editView,
  status: 202,
  errors: ['not_found', 'edit_not_ready'],
});

export const dropEdit = endpoint({
  method: 'DELETE',
  path: '/api/v1/edits/{id}',
  tag: 'catalogue',
  summary: 'Forget an edit that was not confirmed',
  access: 'admin',
  params: editId,
  errors: ['not_found', 'edit_not_ready'],
});

export const editEndpoints = [
  importFile,
  changeMany,
  changeManyCounts,
  synchroniseMany,
  readEdits,
  readEdit,
  readEditRows,
  mapImport,
  applyEdit,
  takeBackEdit,
  dropEdit,
];
