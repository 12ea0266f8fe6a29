import { Plug, Plus } from 'lucide-react';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { IntegrationState } from '@/components/integrations/integration-state';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { RelativeTime } from '@/components/ui/relative-time';
import { pageContext } from '@/lib/auth/page';
import { listIntegrations } from '@/lib/integrations/list';
import { presentIntegration } from '@/lib/integrations/present';
import { listRuns } from '@/lib/sync/history/list-runs';

export async function generateMetadata() {
  return { title: (await getTranslations('integrations'))('title') };
}

export default async function IntegrationsPage() {
  const ctx = await pageContext();
  const t = await getTranslations('integrations');
  const tu = await getTranslations('ui');
  const mayChange = ctx.actor.role === 'admin';
  const rows = await listIntegrations(ctx);
  const entries = await Promise.all(
    rows.map(async (row) => ({
      integration: presentIntegration(row, ctx.now()),
      lastRun: (await listRuns(ctx, { integrationId: row.id, limit: 1 })).data[0],
    })),
  );
  const add = mayChange ? (
    <ButtonLink href="/settings/integrations/new" variant="primary">
      <Plus aria-hidden />
      {t('add')}
    </ButtonLink>
  ) : null;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={entries.length > 0 ? add : null}
      />
      {entries.length === 0 ? (
        <Card>
          <EmptyState
            icon={Plug}
            title={t('empty_title')}
            description={t('empty_description')}
            action={add}
          />
        </Card>
      ) : (
        <ul className="grid gap-3">
          {entries.map(({ integration, lastRun }) => {
            const resume = integration.setup_step !== null && mayChange;
            const href = resume
              ? `/settings/integrations/new?id=${integration.id}`
              : `/settings/integrations/${integration.id}`;
            return (
              <li key={integration.id}>
                <Card className="flex flex-wrap items-center gap-x-6 gap-y-3 px-5 py-4">
                  <div className="min-w-0 flex-1 basis-56">
                    <p className="flex flex-wrap items-center gap-2">
                      <Link href={href} className="font-semibold hover:text-accent hover:underline">
                        {integration.name}
                      </Link>
                      <IntegrationState integration={integration} />
                    </p>
                    <p className="mt-0.5 text-muted [overflow-wrap:anywhere]">
                      {integration.config.url} · {integration.config.database}
                    </p>
                  </div>
                  <p className="text-[0.8125rem] text-muted">
                    {lastRun ? (
                      <>
                        {tu('label', { label: t('last_run') })} <RelativeTime at={lastRun.createdAt} />
                      </>
                    ) : (
                      t('never_run')
                    )}
                  </p>
                  <ButtonLink href={href} size="sm">
                    {t(resume ? 'resume_setup' : 'open')}
                  </ButtonLink>
                </Card>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
