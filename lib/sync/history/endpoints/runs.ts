import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { listOf, listQuery } from '@/lib/http/list';
import { SHEET_FORMATS } from '@/lib/spreadsheet/sheet';
import {
  changeAction,
  changeAnswer,
  changeSide,
  differenceAnswer,
  differenceOutlook,
  recordKind,
  runAnswer,
  runStatus,
  runTrigger,
  undoAnswer,
} from '../answers';
import { logEvent, logLevel, logLineAnswer } from '../log/answers';
import { idParams, integrationFilter, tag } from './common';

const logFilter = z.object({
  level: logLevel.optional(),
  event: logEvent.optional(),
  /** Part of a record's name, or its number in Odoo. */
  record: z.string().min(1).max(200).optional(),
});

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
