import { SearchCheck } from 'lucide-react';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { ChooseIdentity } from '@/components/shell/choose-identity';
import { FilterBar } from '@/components/sync/filter-bar';
import { IdentityList } from '@/components/sync/identity-list';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { pageContext } from '@/lib/auth/page';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import type { PageProps } from '@/lib/http/page-props';
import { showIdentity } from '@/lib/integrations/identity';
import { identityFinding, identityKind } from '@/lib/sync/identity/state';

const PAGE = 50;
const query = z.object({
  kind: identityKind.optional().catch(undefined),
  finding: identityFinding.optional().catch(undefined),
  /** How many records the pages before this one showed; named as the filters expect it. */
  cursor: z.coerce.number().int().nonnegative().catch(0),
});

export async function generateMetadata() {
  return { title: (await getTranslations('sync.identity'))('title') };
}

/** What an Odoo that went back has otherwise, record by record, for whoever has to choose what counts. */
export default async function IdentityPage({ params, searchParams }: PageProps<{ id: string }>) {
  const ctx = await pageContext();
  const t = await getTranslations('sync');
  const { id } = await params;
  const { findings } = await identityOrNotFound(ctx, id);
  const { cursor, ...filter } = query.parse(await searchParams);
  const records = (findings?.records ?? []).filter(
    ({ kind, finding }) => (filter.kind ?? kind) === kind && (filter.finding ?? finding) === finding,
  );
  const shown = records.slice(cursor, cursor + PAGE);
  const found = Object.values(findings?.counts ?? {}).reduce(
    (sum, { reused, went_back, missing }) => sum + reused + went_back + missing,
    0,
  );
  const here = (from: number) => {
    const chosen = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []));
    return `/sync/identity/${id}?${new URLSearchParams([...chosen, ...(from ? [['cursor', `${from}`]] : [])])}`;
  };
  return (
    <>
      <PageHeader
        title={t('identity.title')}
        description={t('identity.description')}
        actions={findings && ctx.actor.role === 'admin' ? <ChooseIdentity integrationId={id} /> : undefined}
      />
      <Card>
        {findings ? (
          <>
            <FilterBar
              choices={[
                {
                  name: 'kind',
                  label: t('run.only_kind'),
                  options: identityKind.options.map((value) => ({ value, label: t(`kinds.${value}`) })),
                },
                {
                  name: 'finding',
                  label: t('identity.finding_label'),
                  options: identityFinding.options.map((value) => ({
                    value,
                    label: t(`identity.finding.${value}`),
                  })),
                },
              ]}
            />
            {found > findings.records.length ? (
              <Notice tone="info">{t('identity.first', { count: findings.records.length, found })}</Notice>
            ) : null}
            <IdentityList records={shown} />
            <Pagination
              firstHref={cursor > 0 ? here(0) : null}
              nextHref={cursor + PAGE < records.length ? here(cursor + PAGE) : null}
              summary={t('identity.count', { count: records.length })}
            />
          </>
        ) : (
          <EmptyState
            icon={SearchCheck}
            title={t('identity.empty_title')}
            description={t('identity.empty_description')}
          />
        )}
      </Card>
    </>
  );
}

async function identityOrNotFound(ctx: Ctx, id: string) {
  try {
    return await showIdentity(ctx, id);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  }
}
