'use client';

import { useQuery } from '@tanstack/react-query';
import { callApi } from '@/components/api/call-api';
import { RunProgress } from '@/components/sync/run-progress';
import { Card, CardBody } from '@/components/ui/card';
import type { FieldState } from '@/lib/integrations/overview/field-states';
import { type OverviewAnswer, overviewAnswer } from '@/lib/integrations/overview/overview-answer';
import type { IntegrationAnswer } from '@/lib/integrations/present';
import { CheckCard } from './check-card';
import { FieldStatesCard } from './field-states-card';
import { FreshnessCard } from './freshness-card';
import { HealthCard } from './health-card';
import { RunStrip } from './run-strip';
import { WaitingCard } from './waiting-card';
import { WebhookCard } from './webhook-card';

const LOOK_EVERY_MS = { running: 2_000, idle: 15_000 };

/** One integration at a glance, kept true while it is looked at. */
export function Overview({
  integration,
  initial,
  fieldStates,
}: {
  integration: IntegrationAnswer;
  initial: OverviewAnswer;
  /** As the page was opened. */
  fieldStates: readonly FieldState[];
}) {
  const { data: overview } = useQuery({
    queryKey: ['integration-overview', integration.id],
    queryFn: ({ signal }) => callApi(`/integrations/${integration.id}/overview`, overviewAnswer, { signal }),
    initialData: initial,
    refetchInterval: ({ state }) => LOOK_EVERY_MS[state.data?.current_run ? 'running' : 'idle'],
  });
  return (
    <div className="grid gap-5 xl:grid-cols-2 xl:items-start">
      <div className="grid gap-5 xl:col-span-2">
        <HealthCard integration={integration} overview={overview} />
        {overview.current_run ? (
          <Card>
            <CardBody className="pt-4">
              <RunProgress run={overview.current_run} />
            </CardBody>
          </Card>
        ) : null}
        <RunStrip integrationId={integration.id} days={overview.days} />
      </div>
      <WaitingCard waiting={overview.waiting} />
      <FreshnessCard freshness={overview.freshness} />
      <CheckCard check={overview.last_check} />
      <WebhookCard integration={integration} webhooks={overview.webhooks} />
      <div className="xl:col-span-2">
        <FieldStatesCard states={fieldStates} />
      </div>
    </div>
  );
}
