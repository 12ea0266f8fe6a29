import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { ColumnMapping } from '@/components/edits/column-mapping';
import { EditActions } from '@/components/edits/edit-actions';
import { EditLive } from '@/components/edits/edit-live';
import { EditRows } from '@/components/edits/edit-rows';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { pageContext } from '@/lib/auth/page';
import { categoryPaths } from '@/lib/catalogue/categories/queries';
import { shopCurrency } from '@/lib/catalogue/currency';
import { listWarehouses } from '@/lib/catalogue/stock/warehouses';
import { EDIT_ACTIONS, EDIT_OUTCOMES, type EditView } from '@/lib/edits/answers';
import { editRowsQuery, getEdit, listEditRows } from '@/lib/edits/read-edits';
import { AppError } from '@/lib/errors';
import type { PageProps } from '@/lib/http/page-props';
import { hrefWith, readSearchParams } from '@/lib/http/search-params';
import { pickLocale } from '@/lib/i18n/locale';
import { fieldsOf } from '@/lib/imports/fields';

export async function generateMetadata() {
  return { title: (await getTranslations('edits'))('title') };
}

export default async function EditPage({ params, searchParams }: PageProps<{ id: string }>) {
  const ctx = await pageContext();
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const locale = pickLocale(await getLocale(), null);
  const t = await getTranslations('edits');
  const query = readSearchParams(editRowsQuery, await searchParams);
  const edit = await getEdit(ctx, id, locale).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  });
  const [rows, currency, categories, warehouses] = await Promise.all([
    listEditRows(ctx, id, query, locale),
    shopCurrency(ctx),
    categoryPaths(ctx, locale),
    listWarehouses(ctx, { limit: 200 }),
  ]);
  const filter = query.outcome ?? query.action;
  const mayChange = ctx.actor.role === 'admin';
  return (
    <>
      <PageHeader
        title={t(`source.${edit.source}_${edit.subject}`)}
        description={edit.name}
        back={{ href: '/edits', label: t('title') }}
        actions={mayChange ? <EditActions edit={edit} /> : null}
      />
      <div className="flex flex-col gap-5">
        <EditLive key={edit.status} edit={edit} />
        {mayChange && edit.source === 'import' && edit.status === 'ready' ? (
          <ColumnMapping key={JSON.stringify(edit.columns)} edit={edit} fields={fieldsOf(edit.subject)} />
        ) : null}
        {edit.status === 'failed' ? null : (
          <Card className="overflow-hidden">
            <nav aria-label={t('preview.title')} className="flex gap-2 overflow-x-auto border-b p-3">
              {tabsOf(edit).map(({ key, count, params: tab }) => (
                <Link
                  key={key}
                  href={hrefWith(`/edits/${id}`, tab)}
                  aria-current={(filter ?? 'all') === key ? 'page' : undefined}
                  className={cn(
                    'whitespace-nowrap rounded-full px-3 py-1 text-muted hover:bg-hover',
                    (filter ?? 'all') === key && 'bg-hover font-medium text-ink',
                  )}
                >
                  {key === 'all'
                    ? t('all')
                    : key === 'done' || key === 'refused' || key === 'undone' || key === 'kept'
                      ? t(`outcome.${key}`)
                      : t(`tally.${key}`)}{' '}
                  <span className="tabular-nums">{count}</span>
                </Link>
              ))}
            </nav>
            {rows.data.length === 0 ? (
              <p className="px-5 py-8 text-center text-muted">{t('preview.nothing')}</p>
            ) : (
              <EditRows
                rows={rows.data}
                currency={currency}
                categories={Object.fromEntries(categories.map((one) => [one.id, one.path.join(' / ')]))}
                warehouses={Object.fromEntries(warehouses.data.map(({ id: key, name }) => [key, name]))}
              />
            )}
            {query.cursor || rows.next_cursor ? (
              <Pagination
                firstHref={
                  query.cursor
                    ? hrefWith(`/edits/${id}`, { action: query.action, outcome: query.outcome })
                    : null
                }
                nextHref={
                  rows.next_cursor
                    ? hrefWith(`/edits/${id}`, {
                        action: query.action,
                        outcome: query.outcome,
                        cursor: rows.next_cursor,
                      })
                    : null
                }
              />
            ) : null}
          </Card>
        )}
      </div>
    </>
  );
}

/** The rows by what is to be done with them, and by what came of it; empty ones are left out. */
function tabsOf({ counts }: EditView) {
  const all = EDIT_ACTIONS.reduce((sum, action) => sum + counts[action], 0);
  return [
    { key: 'all' as const, count: all, params: {} },
    ...EDIT_ACTIONS.map((key) => ({ key, count: counts[key], params: { action: key } })),
    ...EDIT_OUTCOMES.map((key) => ({ key, count: counts[key], params: { outcome: key } })),
  ].filter(({ key, count }) => key === 'all' || count > 0);
}
