import { GitMerge } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { ConflictsList } from '@/components/sync/conflicts-list';
import { ListFrame } from '@/components/sync/list-frame';
import { ValueNamesProvider } from '@/components/sync/value-names';
import { pageContext } from '@/lib/auth/page';
import { shopCurrency } from '@/lib/catalogue/currency';
import type { PageProps } from '@/lib/http/page-props';
import { conflictStatus, recordKind } from '@/lib/sync/history/answers';
import { conflictFields, listConflicts } from '@/lib/sync/history/list-conflicts';
import { nameValues } from '@/lib/sync/history/name-values';
import { presentConflict } from '@/lib/sync/history/present';

const query = z.object({
  status: conflictStatus.default('open').catch('open'),
  kind: recordKind.optional().catch(undefined),
  field: z.string().max(60).optional().catch(undefined),
  search: z.string().max(200).optional().catch(undefined),
  cursor: z.string().optional().catch(undefined),
});

export async function generateMetadata() {
  return { title: (await getTranslations('sync.conflicts'))('title') };
}

export default async function ConflictsPage({ searchParams }: PageProps) {
  const ctx = await pageContext();
  const t = await getTranslations('sync');
  const { cursor, ...filter } = query.parse(await searchParams);
  const [{ data, next_cursor }, fields] = await Promise.all([
    listConflicts(ctx, { ...filter, cursor, limit: 30 }),
    conflictFields(ctx, filter.status),
  ]);
  const narrowed = filter.kind !== undefined || filter.field !== undefined || filter.search !== undefined;
  const [names, currency] = await Promise.all([
    nameValues(
      ctx.db,
      data.map(({ field, baseValue, hereValue, odooValue, chosenValue }) => ({
        [field]: [baseValue, hereValue, odooValue, chosenValue],
      })),
    ),
    shopCurrency(ctx),
  ]);
  const emptyState = narrowed
    ? { icon: GitMerge, title: t('conflicts.empty_filter') }
    : filter.status === 'open'
      ? { icon: GitMerge, title: t('conflicts.empty_title'), description: t('conflicts.empty_description') }
      : { icon: GitMerge, title: t('conflicts.settled_empty') };
  return (
    <ListFrame
      title={t('conflicts.title')}
      description={t('conflicts.description')}
      path="/sync/conflicts"
      filter={filter}
      filters={{
        choices: [
          {
            name: 'status',
            label: t('runs.status'),
            any: t('conflicts.statuses.open'),
            options: [{ value: 'settled', label: t('conflicts.statuses.settled') }],
          },
          {
            name: 'kind',
            label: t('run.only_kind'),
            options: recordKind.options.map((value) => ({ value, label: t(`kinds.${value}`) })),
          },
          {
            name: 'field',
            label: t('run.field'),
            options: fields.map((value) => ({
              value,
              label: t.has(`field.${value}`) ? t(`field.${value}`) : value.replaceAll('_', ' '),
            })),
          },
        ],
        searchLabel: t('conflicts.search'),
      }}
      empty={data.length === 0 ? emptyState : null}
      cursor={cursor}
      nextCursor={next_cursor}
    >
      <ValueNamesProvider value={{ names, currency }}>
        <ConflictsList conflicts={data.map(presentConflict)} mayChange={ctx.actor.role === 'admin'} />
      </ValueNamesProvider>
    </ListFrame>
  );
}
