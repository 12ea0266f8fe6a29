import { z } from 'zod';
import { recordKind, runAnswer } from '@/lib/sync/history/answers';

const instant = z.iso.datetime();

/** Why nothing comes by itself. */
export const RUN_HINDRANCES = ['setup', 'paused', 'not_started', 'manual', 'unauthorised', 'halted'] as const;

export const HEALTH_STATES = [
  'setup',
  'paused',
  'not_started',
  'unauthorised',
  'halted',
  'down',
  'failing',
  'needs_person',
  'key',
  'ok',
] as const;

/** How an integration is, as the overview shows it and the API answers it. */
export const overviewAnswer = z
  .object({
    /** The one thing that matters most, and how grave it is. */
    health: z.object({
      state: z.enum(HEALTH_STATES),
      tone: z.enum(['success', 'info', 'warning', 'danger', 'neutral']),
    }),
    current_run: runAnswer.nullable(),
    last_run: runAnswer.nullable(),
    /** The last check that was carried through. */
    last_check: runAnswer.nullable(),
    /** When the schedule starts the next run at the latest; a change here or an announcement may start one before. */
    next_run: z.object({ at: instant.nullable(), hindrance: z.enum(RUN_HINDRANCES).nullable() }),
    /** Of each kind that is synchronised: how many records are tied, and of when in Odoo they are known to be. */
    freshness: z.array(z.object({ kind: recordKind, records: z.number().int(), as_of: instant.nullable() })),
    /** The last thirty days of the shop, oldest first. */
    days: z.array(
      z.object({
        day: z.iso.date(),
        runs: z.number().int(),
        changes: z.number().int(),
        partial: z.number().int(),
        failed: z.number().int(),
      }),
    ),
    waiting: z.object({
      /** Records changed here that Odoo has yet to see; null where nothing is ever written to Odoo. */
      to_odoo: z
        .object({
          total: z.number().int(),
          kinds: z.record(z.string(), z.number().int()),
          since: instant.nullable(),
        })
        .nullable(),
      /** Announced by Odoo and not looked at yet; null where nothing is ever written here. */
      to_here: z.object({ total: z.number().int(), since: instant.nullable() }).nullable(),
      errors: z.number().int(),
      conflicts: z.number().int(),
      out_of_reach: z.number().int(),
      left_out: z.number().int(),
    }),
    webhooks: z.object({
      last_received_at: instant.nullable(),
      received_24h: z.number().int(),
      /** Seconds from arrival until the change was here, of the last two hundred; null before the first. */
      latency: z.object({ median: z.number(), slowest: z.number() }).nullable(),
    }),
  })
  .meta({ id: 'IntegrationOverview' });
export type OverviewAnswer = z.output<typeof overviewAnswer>;
export type OverviewDay = OverviewAnswer['days'][number];
