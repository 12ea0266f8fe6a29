import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { listOf, listQuery } from '@/lib/http/list';
import { SHEET_FORMATS } from '@/lib/spreadsheet/sheet';
import {
  changeAction,
  changeAnswer,
  changeSide,
  conflictAnswer,
  conflictStatus,
  differenceAnswer,
  differenceOutlook,
  errorAnswer,
  errorClass,
  errorStatus,
  leftOutAnswer,
  recordKind,
  runAnswer,
  runStatus,
  runTrigger,
  undoAnswer,
} from './answers';
import { logEvent, logLevel, logLineAnswer } from './log/answers';

const idParams = z.object({ id: z.uuid() });
/** An integration's id, or the word `odoo` while there is exactly one. */
const integrationFilter = z.string().min(1).max(40).optional();
const ids = z.array(z.uuid()).min(1).max(500);
const resolution = z.object({
  choice: z.enum(['odoo', 'products_manager', 'value']),
  value: z.unknown().optional(),
});
const tag = 'synchronisation';

export const readRuns = endpoint({
  method: 'GET',
  path: '/api/v1/runs',
  tag,
  summary: 'List runs, newest first',
  access: 'viewer',
  query: listQuery.extend({
    integration_id: integrationFilter,
    status: runStatus.optional(),
    trigger: runTrigger.optional(),
    /** `true`: with changes, conflicts, errors or an early end; `false`: the others. */
    eventful: z
      .enum(['true', 'false'])
      .transform((value) => value === 'true')
      .optional(),
    /** Days of the shop, both included. */
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
  }),
  answer: listOf(runAnswer),
});

export const readRun = endpoint({
  method: 'GET',
  path: '/api/v1/runs/{id}',
  tag,
  summary: 'One run with its progress and counts',
  access: 'viewer',
  params: idParams,
  answer: runAnswer,
});

export const readChanges = endpoint({
  method: 'GET',
  path: '/api/v1/runs/{id}/changes',
  tag,
  summary: 'What a run changed, field by field (a dry run: what it would change)',
  access: 'viewer',
  params: idParams,
  query: listQuery.extend({
    kind: recordKind.optional(),
    side: changeSide.optional(),
    action: changeAction.optional(),
    /** Only of this product, its variants and their stock. */
    product_id: z.uuid().optional(),
  }),
  answer: listOf(changeAnswer),
});

const logFilter = z.object({
  level: logLevel.optional(),
  event: logEvent.optional(),
  /** Part of a record's name, or its number in Odoo. */
  record: z.string().min(1).max(200).optional(),
});

export const readLog = endpoint({
  method: 'GET',
  path: '/api/v1/runs/{id}/log',
  tag,
  summary: 'All that a run did, line by line: steps, calls to Odoo with their duration, changes, errors',
  access: 'viewer',
  params: idParams,
  query: listQuery.extend(logFilter.shape),
  answer: listOf(logLineAnswer),
});

export const exportLog = endpoint({
  method: 'GET',
  path: '/api/v1/runs/{id}/log/export',
  tag,
  summary: 'The log of a run as a file (CSV or XLSX), as filtered',
  access: 'viewer',
  params: idParams,
  query: logFilter.extend({
    language: z.enum(['fr', 'en']).default('fr'),
    format: z.enum(SHEET_FORMATS).default('csv'),
  }),
});

export const readDifferences = endpoint({
  method: 'GET',
  path: '/api/v1/runs/{id}/differences',
  tag,
  summary: 'What a check found not alike on the two sides, value by value',
  access: 'viewer',
  params: idParams,
  query: listQuery.extend({
    kind: recordKind.optional(),
    field: z.string().max(60).optional(),
    outlook: differenceOutlook.optional(),
    missing: z.literal('true').optional(),
  }),
  answer: listOf(differenceAnswer),
});

export const exportDifferences = endpoint({
  method: 'GET',
  path: '/api/v1/runs/{id}/differences/export',
  tag,
  summary: 'The dated report of a check as a file (CSV or XLSX): what was compared, then every difference',
  access: 'viewer',
  params: idParams,
  query: z.object({
    language: z.enum(['fr', 'en']).default('fr'),
    format: z.enum(SHEET_FORMATS).default('csv'),
  }),
});

export const stopRun = endpoint({
  method: 'POST',
  path: '/api/v1/runs/{id}/cancel',
  tag,
  summary: 'Cancel a run: at once while it is queued, after the current batch while it runs',
  access: 'admin',
  params: idParams,
  answer: runAnswer,
  status: 202,
});

export const takeBackRun = endpoint({
  method: 'POST',
  path: '/api/v1/runs/{id}/undo',
  tag,
  summary:
    'Undo a run as ordinary edits, alone in its integration; with dry_run only says what would be set back, page by page',
  access: 'admin',
  params: idParams,
  body: z.object({ dry_run: z.boolean().default(false), cursor: z.string().optional() }),
  answer: undoAnswer,
});

export const readErrors = endpoint({
  method: 'GET',
  path: '/api/v1/errors',
  tag,
  summary: 'Errors, one per record and cause, with what to do about them',
  access: 'viewer',
  query: listQuery.extend({
    integration_id: integrationFilter,
    status: errorStatus.optional(),
    class: errorClass.optional(),
    kind: recordKind.optional(),
    run_id: z.uuid().optional(),
  }),
  answer: listOf(errorAnswer),
});

export const retryError = endpoint({
  method: 'POST',
  path: '/api/v1/errors/{id}/retry',
  tag,
  summary: 'Try a record again now',
  access: 'admin',
  params: idParams,
  answer: z.object({ retried: z.number().int() }),
  status: 202,
});

export const retryManyErrors = endpoint({
  method: 'POST',
  path: '/api/v1/errors/retry',
  tag,
  summary: 'Try several records again now',
  access: 'admin',
  body: z.object({ ids }),
  answer: z.object({ retried: z.number().int() }),
  status: 202,
});

export const ignoreError = endpoint({
  method: 'POST',
  path: '/api/v1/errors/{id}/ignore',
  tag,
  summary: 'Ignore an error until its record changes',
  access: 'admin',
  params: idParams,
  answer: z.object({ ignored: z.number().int() }),
});

export const ignoreManyErrors = endpoint({
  method: 'POST',
  path: '/api/v1/errors/ignore',
  tag,
  summary: 'Ignore several errors until their records change',
  access: 'admin',
  body: z.object({ ids }),
  answer: z.object({ ignored: z.number().int() }),
});

export const readConflicts = endpoint({
  method: 'GET',
  path: '/api/v1/conflicts',
  tag,
  summary: 'Conflicts, newest first, with the values of both sides',
  access: 'viewer',
  query: listQuery.extend({
    integration_id: integrationFilter,
    status: conflictStatus.optional(),
    kind: recordKind.optional(),
    field: z.string().max(60).optional(),
    search: z.string().max(200).optional(),
  }),
  answer: listOf(conflictAnswer),
});

export const settleConflict = endpoint({
  method: 'POST',
  path: '/api/v1/conflicts/{id}/resolve',
  tag,
  summary: 'Settle a conflict: Odoo’s value, the one here, or a third',
  access: 'admin',
  params: idParams,
  body: resolution,
  answer: z.object({ settled: z.number().int() }),
});

export const settleManyConflicts = endpoint({
  method: 'POST',
  path: '/api/v1/conflicts/resolve',
  tag,
  summary: 'Settle several conflicts for one side',
  access: 'admin',
  body: z.object({ ids, choice: z.enum(['odoo', 'products_manager']) }),
  answer: z.object({ settled: z.number().int() }),
});

export const readLeftOut = endpoint({
  method: 'GET',
  path: '/api/v1/left-out',
  tag,
  summary: 'Records of Odoo that an undo took back and that stay out until a person brings them back',
  access: 'viewer',
  query: listQuery.extend({
    integration_id: integrationFilter,
    kind: z.enum(['category', 'product', 'variant']).optional(),
  }),
  answer: listOf(leftOutAnswer),
});

export const bringBackLeftOut = endpoint({
  method: 'POST',
  path: '/api/v1/left-out/bring-back',
  tag,
  summary: 'Bring back what was left out: the same records, tied to Odoo again',
  access: 'admin',
  body: z.object({ ids }),
  answer: z.object({ brought_back: z.number().int() }),
  status: 202,
});

export const historyEndpoints = [
  readLeftOut,
  bringBackLeftOut,
  readRuns,
  readRun,
  readChanges,
  readLog,
  exportLog,
  readDifferences,
  exportDifferences,
  stopRun,
  takeBackRun,
  readErrors,
  retryError,
  retryManyErrors,
  ignoreError,
  ignoreManyErrors,
  readConflicts,
  settleConflict,
  settleManyConflicts,
];
