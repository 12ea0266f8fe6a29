import { z } from 'zod';
import { recordKind } from '../answers';

export const logLevel = z.enum(['info', 'warning', 'error']);
export const logEvent = z.enum(['started', 'phase', 'call', 'change', 'record_error', 'conflict', 'ended']);

/** One line of a run's log. */
export const logLineAnswer = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    level: logLevel,
    event: logEvent,
    /** What happened, in words. */
    message: z.string(),
    kind: recordKind.nullable(),
    label: z.string().nullable(),
    local_id: z.uuid().nullable(),
    odoo_model: z.string().nullable(),
    /** The first hundred records of a call. */
    odoo_ids: z.array(z.number().int()),
    /** Of a call. */
    method: z.string().nullable(),
    duration_ms: z.number().int().nullable(),
    code: z.string().nullable(),
  })
  .meta({ id: 'LogLine' });
export type LogLineAnswer = z.output<typeof logLineAnswer>;
