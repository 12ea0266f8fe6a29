'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useCommand } from '@/components/api/use-command';
import { useFieldErrors } from '@/components/api/use-field-errors';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardFooter, CardHeader } from '@/components/ui/card';
import { KeyValue } from '@/components/ui/key-value';
import { RelativeTime } from '@/components/ui/relative-time';
import type { IntegrationAnswer } from '@/lib/integrations/present';
import { ConnectionForm, type ConnectionValues, changedPaths } from '../connection-form';
import { ConnectionTestPanel } from '../connection-test';
import { requestOf, valuesOf } from '../wizard/connection-step';
import { DeleteIntegration } from './delete-integration';
import { RenewKey } from './renew-key';
import { saveIntegration } from './save-integration';

export function GeneralSettings({
  integration,
  mayChange,
}: {
  integration: IntegrationAnswer;
  mayChange: boolean;
}) {
  const t = useTranslations('integrations');
  if (!mayChange) {
    const { url, database, username, version } = integration.config;
    return (
      <Card className="max-w-2xl">
        <CardHeader title={t('settings.connection')} />
        <CardBody>
          <KeyValue
            items={[
              { label: t('form.url'), value: url },
              { label: t('form.database'), value: database },
              { label: t('form.username'), value: username },
              { label: t('form.version'), value: integration.connection.server_version ?? version },
            ]}
          />
        </CardBody>
      </Card>
    );
  }
  return (
    <div className="grid gap-5 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] xl:items-start">
      <Connection integration={integration} />
      <div className="grid gap-5">
        <KeyCard integration={integration} />
        <Card>
          <CardHeader title={t('test.run')} />
          <CardBody>
            <ConnectionTestPanel path={`/integrations/${integration.id}/test`} />
          </CardBody>
        </Card>
        <Card>
          <CardHeader title={t('settings.danger')} description={t('settings.delete_description')} />
          <CardBody>
            <DeleteIntegration integration={integration} />
          </CardBody>
        </Card>
      </div>
    </div>
  );
}

function Connection({ integration }: { integration: IntegrationAnswer }) {
  const t = useTranslations('integrations.settings');
  const [values, setValues] = useState(() => valuesOf(integration));
  const wrong = useFieldErrors<HTMLFormElement>();
  const change = (next: ConnectionValues) => {
    const changed = changedPaths(values, next);
    wrong.forget((path) => changed.has(path));
    setValues(next);
  };
  const save = useCommand(
    async () => {
      wrong.forget();
      return saveIntegration(integration.id, requestOf(values, true)).catch((error: unknown) => {
        wrong.refuse(error);
        throw error;
      });
    },
    { done: t('saved'), onDone: () => setValues((now) => ({ ...now, api_key: '' })) },
  );
  return (
    <Card>
      <form
        ref={wrong.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(undefined);
        }}
      >
        <CardHeader title={t('connection')} />
        <CardBody>
          <ConnectionForm values={values} onChange={change} errors={wrong.errors} keyIsSaved />
        </CardBody>
        <CardFooter>
          <Button type="submit" variant="primary" busy={save.isPending}>
            {t('save')}
          </Button>
        </CardFooter>
      </form>
    </Card>
  );
}

function KeyCard({ integration: { id, api_key: key } }: { integration: IntegrationAnswer }) {
  const t = useTranslations('integrations.settings');
  const format = useFormatter();
  const date = format.dateTime(new Date(key.renew_before), { dateStyle: 'long' });
  const tone = { ok: 'success', renew_soon: 'warning', overdue: 'danger' } as const;
  return (
    <Card>
      <CardHeader
        title={t('key')}
        description={t.rich('key_age', { when: () => <RelativeTime at={key.set_at} /> })}
        actions={<RenewKey integrationId={id} />}
      />
      <CardBody>
        <Badge tone={tone[key.state]}>{t(`key_${key.state}`, { date })}</Badge>
      </CardBody>
    </Card>
  );
}
