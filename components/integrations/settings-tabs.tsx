'use client';

import { useTranslations } from 'next-intl';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import type { IntegrationAnswer } from '@/lib/integrations/present';
import { CategoriesSettings } from './settings/categories-settings';
import { GeneralSettings } from './settings/general-settings';
import { OutOfScope } from './settings/out-of-scope';
import { SyncSettings } from './settings/sync-settings';
import { WebhookSettings } from './settings/webhook-settings';

/** Everything of one integration, by subject. A viewer sees what is not secret and changes nothing. */
export function SettingsTabs({
  integration,
  mayChange,
}: {
  integration: IntegrationAnswer;
  mayChange: boolean;
}) {
  const t = useTranslations('integrations.settings');
  return (
    <Tabs defaultValue="general">
      <TabsList aria-label={integration.name}>
        <TabsTrigger value="general">{t('general')}</TabsTrigger>
        <TabsTrigger value="sync">{t('sync')}</TabsTrigger>
        {mayChange ? <TabsTrigger value="categories">{t('categories')}</TabsTrigger> : null}
        {mayChange ? <TabsTrigger value="webhooks">{t('webhooks')}</TabsTrigger> : null}
        <TabsTrigger value="scope">{t('scope')}</TabsTrigger>
      </TabsList>
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
