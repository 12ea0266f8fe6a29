import { GitMerge } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { ConflictsList } from '@/components/sync/conflicts-list';
import { FilterBar } from '@/components/sync/filter-bar';
import { ValueNamesProvider } from '@/components/sync/value-names';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { pageContext } from '@/lib/auth/page';
import { shopCurrency } from '@/lib/catalogue/currency';
import type { PageProps } from '@/lib/http/page-props';
import { conflictStatus, recordKind } from '@/lib/sync/history/answers';
import { listConflicts } from '@/lib/sync/history/list-conflicts';
import { nameValues } from '@/lib/sync/history/name-values';
import { presentConflict } from '@/lib/sync/history/present';

const query = z.object({
  status: conflictStatus.default('open').catch('open'),
  kind: recordKind.optional().catch(undefined),
  cursor: z.string().optional().catch(undefined),
});

export async function generateMetadata() {
  return { title: (await getTranslations('sync.conflicts'))('title') };
}

export default async function ConflictsPage({ searchParams }: PageProps) {
  const ctx = await pageContext();
  const t = await getTranslations('sync');
  const { cursor, ...filter } = query.parse(await searchParams);
  const { data, next_cursor } = await listConflicts(ctx, { ...filter, cursor, limit: 30 });
  const [names, currency] = await Promise.all([
    nameValues(
      ctx.db,
      data.map(({ field, baseValue, hereValue, odooValue, chosenValue }) => ({
        [field]: [baseValue, hereValue, odooValue, chosenValue],
      })),
    ),
    shopCurrency(ctx),
  ]);
  const chosen = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const here = (more: Record<string, string>) =>
    `/sync/conflicts?${new URLSearchParams({ ...Object.fromEntries(chosen), ...more })}`;
  return (
    <>
      <PageHeader title={t('conflicts.title')} description={t('conflicts.description')} />
      <Card>
        <FilterBar
          choices={[
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
          ]}
        />
        {data.length === 0 ? (
          <EmptyState
            icon={GitMerge}
            title={t(filter.status === 'open' ? 'conflicts.empty_title' : 'conflicts.settled_empty')}
            description={filter.status === 'open' ? t('conflicts.empty_description') : undefined}
          />
        ) : (
          <div className="border-t">
            <ValueNamesProvider value={{ names, currency }}>
              <ConflictsList conflicts={data.map(presentConflict)} mayChange={ctx.actor.role === 'admin'} />
            </ValueNamesProvider>
          </div>
        )}
        <Pagination
          firstHref={cursor ? here({}) : null}
          nextHref={next_cursor ? here({ cursor: next_cursor }) : null}
        />
      </Card>
    </>
  );
}
