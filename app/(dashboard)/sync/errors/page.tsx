import { CircleCheck } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { ErrorsList } from '@/components/sync/errors-list';
import { ListFrame } from '@/components/sync/list-frame';
import { pageContext } from '@/lib/auth/page';
import type { PageProps } from '@/lib/http/page-props';
import { pickLocale } from '@/lib/i18n/locale';
import { errorClass, errorStatus, recordKind } from '@/lib/sync/history/answers';
import { listErrors } from '@/lib/sync/history/list-errors';
import { presentError } from '@/lib/sync/history/present';

const query = z.object({
  status: errorStatus.default('open').catch('open'),
  class: errorClass.optional().catch(undefined),
  kind: recordKind.optional().catch(undefined),
  cursor: z.string().optional().catch(undefined),
});

export async function generateMetadata() {
  return { title: (await getTranslations('sync.errors'))('title') };
}

export default async function ErrorsPage({ searchParams }: PageProps) {
  const ctx = await pageContext();
  const t = await getTranslations('sync');
  const locale = pickLocale(await getLocale(), null);
  const { cursor, ...filter } = query.parse(await searchParams);
  const { data, next_cursor } = await listErrors(ctx, { ...filter, cursor, limit: 50 });
  const chosen = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return (
    <ListFrame
      title={t('errors.title')}
      description={t('errors.description')}
      path="/sync/errors"
      filter={filter}
      filters={{
        choices: [
          {
            name: 'status',
            label: t('runs.status'),
            any: t('errors.statuses.open'),
            options: (['ignored', 'resolved'] as const).map((value) => ({
              value,
              label: t(`errors.statuses.${value}`),
            })),
          },
          {
            name: 'class',
            label: t('errors.cause'),
            options: errorClass.options.map((value) => ({ value, label: t(`errors.classes.${value}`) })),
          },
          {
            name: 'kind',
            label: t('run.only_kind'),
            options: recordKind.options.map((value) => ({ value, label: t(`kinds.${value}`) })),
          },
        ],
      }}
      empty={
        data.length === 0
          ? {
              icon: CircleCheck,
              title: t(chosen.length > 1 ? 'errors.empty_filter' : 'errors.empty_title'),
              description: chosen.length > 1 ? undefined : t('errors.empty_description'),
            }
          : null
      }
      cursor={cursor}
      nextCursor={next_cursor}
    >
      <ErrorsList
        errors={data.map((error) => presentError(error, locale))}
        mayChange={ctx.actor.role === 'admin'}
      />
    </ListFrame>
  );
}
