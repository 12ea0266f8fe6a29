import { desc, eq, inArray } from 'drizzle-orm';
import { categories } from '@/db/schema/catalogue';
import { integrations } from '@/db/schema/integrations';
import {
  type ChangeAction,
  conflicts,
  type RecordKind,
  runChanges,
  runs,
  syncErrors,
} from '@/db/schema/sync';
import type { Ctx } from '@/lib/context';

interface Moment {
  readonly id: string;
  readonly at: Date;
  readonly integration: string;
  readonly kind: RecordKind;
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
      readonly code: string;
      readonly params: Record<string, unknown>;
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
): Promise<TimelineEntry[]> {
  const changed = await ctx.db
    .select({ change: runChanges, integration: integrations.name })
    .from(runChanges)
    .innerJoin(runs, eq(runs.id, runChanges.runId))
    .innerJoin(integrations, eq(integrations.id, runs.integrationId))
    .where(inArray(runChanges.localId, [...ids]))
    .orderBy(desc(runChanges.id))
    .limit(SHOWN);
  const failed = await ctx.db
    .select({ error: syncErrors, integration: integrations.name })
    .from(syncErrors)
    .innerJoin(integrations, eq(integrations.id, syncErrors.integrationId))
    .where(inArray(syncErrors.localId, [...ids]))
    .orderBy(desc(syncErrors.lastSeenAt))
    .limit(SHOWN);
  const disputed = await ctx.db
    .select({ conflict: conflicts, integration: integrations.name })
    .from(conflicts)
    .innerJoin(integrations, eq(integrations.id, conflicts.integrationId))
    .where(inArray(conflicts.localId, [...ids]))
    .orderBy(desc(conflicts.createdAt))
    .limit(SHOWN);
  const nameOf = await categoryNames(
    ctx,
    changed.flatMap(({ change }) => Object.values(change.fields.category ?? {})),
  );
  const entries: TimelineEntry[] = [
    ...changed.map(({ change: { id, at, kind, runId, side, action, fields: stored }, integration }) => {
      const { category, ...others } = stored;
      const named = category && { before: nameOf(category.before), after: nameOf(category.after) };
      const fields = named ? { ...others, category: named } : others;
      return {
        type: 'change' as const,
        id: `change-${id}`,
        at,
        integration,
        kind,
        runId,
        side,
        action,
        fields,
      };
    }),
    ...failed.map(
      ({ error: { id, lastSeenAt, kind, runId, code, params, message, status }, integration }) => {
        return {
          type: 'error' as const,
          id,
          at: lastSeenAt,
          integration,
          kind,
          runId,
          code,
          params,
          message,
          status,
        };
      },
    ),
    ...disputed.map(
      ({
        conflict: { id, createdAt, kind, runId, field, hereValue, odooValue, status, choice },
        integration,
      }) => {
        return {
          type: 'conflict' as const,
          id,
          at: createdAt,
          integration,
          kind,
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

/** Categories are recorded by id; a person knows them by name. What is none, or gone, stays as it is. */
async function categoryNames(ctx: Pick<Ctx, 'db'>, values: readonly unknown[]) {
  const ids = values.filter((value) => typeof value === 'string');
  const rows =
    ids.length === 0
      ? []
      : await ctx.db
          .select({ id: categories.id, name: categories.name })
          .from(categories)
          .where(inArray(categories.id, ids));
  const names = new Map<unknown, string>(rows.map((row) => [row.id, row.name]));
  return (value: unknown) => names.get(value) ?? value;
}
