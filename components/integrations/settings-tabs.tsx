'use client';

import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import type { FieldState } from '@/lib/integrations/overview/field-states';
import type { OverviewAnswer } from '@/lib/integrations/overview/overview-answer';
import type { IntegrationAnswer } from '@/lib/integrations/present';
import { Overview } from './overview/overview';
import { CategoriesSettings } from './settings/categories-settings';
import { GeneralSettings } from './settings/general-settings';
import { OutOfScope } from './settings/out-of-scope';
import { SyncSettings } from './settings/sync-settings';
import { WebhookSettings } from './settings/webhook-settings';

const TABS = ['overview', 'general', 'sync', 'categories', 'webhooks', 'scope'] as const;
type Tab = (typeof TABS)[number];
const FOR_ADMINS: readonly Tab[] = ['categories', 'webhooks'];

/**
 * Everything of one integration, by subject: how it is, then its settings. The address says which subject is shown. A
 * viewer sees what is not secret and changes nothing.
 */
export function SettingsTabs({
  integration,
  overview,
  fieldStates,
  mayChange,
}: {
  integration: IntegrationAnswer;
  overview: OverviewAnswer;
  fieldStates: readonly FieldState[];
  mayChange: boolean;
}) {
  const t = useTranslations('integrations.settings');
  const asked = useSearchParams().get('tab');
  const shown = TABS.find((tab) => tab === asked && (mayChange || !FOR_ADMINS.includes(tab))) ?? 'overview';
  const show = (tab: string) =>
    window.history.replaceState(null, '', tab === 'overview' ? '?' : `?tab=${tab}`);
  return (
    <Tabs value={shown} onValueChange={show}>
      <TabsList aria-label={integration.name}>
        <TabsTrigger value="overview">{t('overview')}</TabsTrigger>
        <TabsTrigger value="general">{t('general')}</TabsTrigger>
        <TabsTrigger value="sync">{t('sync')}</TabsTrigger>
        {mayChange ? <TabsTrigger value="categories">{t('categories')}</TabsTrigger> : null}
        {mayChange ? <TabsTrigger value="webhooks">{t('webhooks')}</TabsTrigger> : null}
        <TabsTrigger value="scope">{t('scope')}</TabsTrigger>
      </TabsList>
      <TabsContent value="overview">
        <Overview integration={integration} initial={overview} fieldStates={fieldStates} />
      </TabsContent>
      <TabsContent value="general">
        <GeneralSettings integration={integration} mayChange={mayChange} />
      </TabsContent>
      <TabsContent value="sync">
        <SyncSettings integration={integration} mayChange={mayChange} />
      </TabsContent>
      {mayChange ? (
        <>
          <TabsContent value="categories">
            <CategoriesSettings integration={integration} />
          </TabsContent>
          <TabsContent value="webhooks">
            <WebhookSettings integration={integration} />
          </TabsContent>
        </>
      ) : null}
      <TabsContent value="scope">
        <OutOfScope />
      </TabsContent>
    </Tabs>
  );
}
