import { desc, eq } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { conflicts, syncErrors } from '@/db/schema/inbox';
import { integrations } from '@/db/schema/integrations';
import { type ChangeAction, type RecordKind, runChanges, runs } from '@/db/schema/runs';
import type { Ctx } from '@/lib/context';
import type { Locale } from '@/lib/i18n/locale';
import { explainCode } from '@/lib/i18n/translate';
import { wordsOfOdoo } from '@/lib/sync/history/words-of-odoo';

interface Moment {
  readonly id: string;
  readonly at: Date;
  readonly integration: string;
  readonly kind: RecordKind;
  /** The record's name then: tells which variant, and of stock which warehouse. */
  readonly label: string;
  readonly runId: string | null;
}

/** One thing that synchronisation did to a product, failed to do, or had to ask about. */
export type TimelineEntry =
  | (Moment & {
      readonly type: 'change';
      readonly side: 'here' | 'odoo';
      readonly action: ChangeAction;
      readonly fields: Record<string, { before: unknown; after: unknown }>;
    })
  | (Moment & {
      readonly type: 'error';
      /** In the reader's language. */
      readonly message: string;
      readonly status: 'open' | 'ignored' | 'resolved';
    })
  | (Moment & {
      readonly type: 'conflict';
      readonly field: string;
      readonly hereValue: unknown;
      readonly odooValue: unknown;
      readonly status: 'open' | 'settled';
      readonly choice: 'odoo' | 'products_manager' | 'value' | null;
    });

const SHOWN = 30;

/** What happened lately to the given records (a product and its variants), newest first. */
export async function productTimeline(
  ctx: Pick<Ctx, 'db'>,
  ids: readonly string[],
  locale: Locale,
): Promise<TimelineEntry[]> {
  const changed = await ctx.db
    .select({ change: runChanges, integration: integrations.name })
    .from(runChanges)
    .innerJoin(runs, eq(runs.id, runChanges.runId))
    .innerJoin(integrations, eq(integrations.id, runs.integrationId))
    .where(anyOf(runChanges.localId, [...ids]))
    .orderBy(desc(runChanges.id))
    .limit(SHOWN);
  const failed = await ctx.db
    .select({ error: syncErrors, integration: integrations.name })
    .from(syncErrors)
    .innerJoin(integrations, eq(integrations.id, syncErrors.integrationId))
    .where(anyOf(syncErrors.localId, [...ids]))
    .orderBy(desc(syncErrors.lastSeenAt))
    .limit(SHOWN);
  const disputed = await ctx.db
    .select({ conflict: conflicts, integration: integrations.name })
    .from(conflicts)
    .innerJoin(integrations, eq(integrations.id, conflicts.integrationId))
    .where(anyOf(conflicts.localId, [...ids]))
    .orderBy(desc(conflicts.createdAt))
    .limit(SHOWN);
  const entries: TimelineEntry[] = [
    ...changed.map(({ change: { id, at, kind, label, runId, side, action, fields }, integration }) => {
      return {
        type: 'change' as const,
        id: `change-${id}`,
        at,
        integration,
        kind,
        label,
        runId,
        side,
        action,
        fields,
      };
    }),
    ...failed.map(({ error, integration }) => {
      const { id, lastSeenAt, kind, label, runId, code, params, status } = error;
      const said = { ...params, odooMessage: wordsOfOdoo(error) };
      return {
        type: 'error' as const,
        id,
        at: lastSeenAt,
        integration,
        kind,
        label,
        runId,
        message: explainCode(locale, code, said).message,
        status,
      };
    }),
    ...disputed.map(
      ({
        conflict: { id, createdAt, kind, label, runId, field, hereValue, odooValue, status, choice },
        integration,
      }) => {
        return {
          type: 'conflict' as const,
          id,
          at: createdAt,
          integration,
          kind,
          label,
          runId,
          field,
          hereValue,
          odooValue,
          status,
          choice,
        };
      },
    ),
  ];
  return entries.sort((one, other) => other.at.getTime() - one.at.getTime()).slice(0, SHOWN);
}
