'use client';

import { useTranslations } from 'next-intl';
import { z } from 'zod';
import { callApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import type { IntegrationAnswer } from '@/lib/integrations/present';
import { parseOdooVersion } from '@/lib/odoo/version';

const installed = z.object({ installed: z.array(z.object({ model: z.string() })) });

/** How Odoo is made to announce its changes: at a click from 17 on, by hand before. */
export function WebhookInstructions({ integration }: { integration: IntegrationAnswer }) {
  const t = useTranslations('integrations.webhooks');
  const version = integration.connection.server_version ?? integration.config.version;
  const major = parseOdooVersion(version ?? '')?.major;
  const install = useCommand(() =>
    callApi(`/integrations/${integration.id}/webhooks/install`, installed, { method: 'POST' }),
  );
  const native = major === undefined || major >= 17;
  const byModule = major === undefined || major < 17;
  return (
    <Card>
      <CardHeader title={version ? t('instructions', { version }) : t('instructions_unknown')} />
      <CardBody className="flex flex-col gap-5">
        {native ? (
          <section className="flex flex-col gap-3">
            <h3 className="font-medium">{t('native_title')}</h3>
            <div className="flex flex-wrap items-center gap-3">
              <Button variant="primary" busy={install.isPending} onClick={() => install.mutate(undefined)}>
                {t('install')}
              </Button>
              <span className="text-[0.8125rem] text-muted">{t('install_hint')}</span>
            </div>
            {install.data ? (
              <Notice tone="success">{t('installed', { count: install.data.installed.length })}</Notice>
            ) : null}
            <Steps steps={[t('native_1'), t('native_2'), t('native_3')]} />
          </section>
        ) : null}
        {byModule ? (
          <section className="flex flex-col gap-3">
            <h3 className="font-medium">{t('module_title')}</h3>
            <Steps steps={[t('module_1'), t('module_2'), t('module_3')]} />
          </section>
        ) : null}
      </CardBody>
    </Card>
  );
}

function Steps({ steps }: { steps: readonly string[] }) {
  return (
    <ol className="flex list-decimal flex-col gap-1.5 ps-5 text-muted">
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}
