import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { IntegrationActions } from '@/components/integrations/integration-actions';
import { IntegrationState } from '@/components/integrations/integration-state';
import { SettingsTabs } from '@/components/integrations/settings-tabs';
import { PageHeader } from '@/components/ui/page-header';
import { pageContext } from '@/lib/auth/page';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import type { PageProps } from '@/lib/http/page-props';
import { pickLocale } from '@/lib/i18n/locale';
import { findIntegration } from '@/lib/integrations/find';
import { readFieldStates } from '@/lib/integrations/overview/field-states';
import { readOverview } from '@/lib/integrations/overview/read-overview';
import { presentIntegration } from '@/lib/integrations/present';

export default async function IntegrationPage({ params }: PageProps<{ id: string }>) {
  const ctx = await pageContext();
  const t = await getTranslations('integrations');
  const found = await integrationOrNotFound(ctx, (await params).id);
  const integration = presentIntegration(found, ctx.now());
  const [overview, fieldStates] = await Promise.all([
    readOverview(ctx, found.id, pickLocale(await getLocale(), null)),
    readFieldStates(ctx, found),
  ]);
  const mayChange = ctx.actor.role === 'admin';
  return (
    <>
      <PageHeader
        back={{ href: '/settings/integrations', label: t('title') }}
        title={integration.name}
        badge={<IntegrationState integration={integration} />}
        description={`${integration.config.url} · ${integration.config.database}`}
        actions={mayChange ? <IntegrationActions integration={integration} /> : null}
      />
      <SettingsTabs
        integration={integration}
        overview={overview}
        fieldStates={fieldStates}
        mayChange={mayChange}
      />
    </>
  );
}

async function integrationOrNotFound(ctx: Ctx, ref: string) {
  try {
    return await findIntegration(ctx, ref);
  } catch (error) {
    if (error instanceof AppError) notFound();
    throw error;
  }
}
