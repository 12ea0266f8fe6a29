'use client';

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Send, Webhook } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { z } from 'zod';
import { callApi } from '@/components/api/call-api';
import { useCommand, useProblemText } from '@/components/api/use-command';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { RelativeTime } from '@/components/ui/relative-time';
import { Skeleton } from '@/components/ui/skeleton';
import {
  type DeliveryAnswer,
  deliveryAnswer,
  type WebhookTest,
  webhookTest,
} from '@/lib/integrations/webhooks/answers';

const page = z.object({ data: z.array(deliveryAnswer), next_cursor: z.string().nullable() });
const LOOK_EVERY_MS = 5_000;

/** What Odoo has announced: what it sent, what came of it and how fast; and a way to try the address. */
export function Deliveries({ integrationId }: { integrationId: string }) {
  const t = useTranslations('integrations.deliveries');
  const textOf = useProblemText();
  const cache = useQueryClient();
  const key = ['webhook-deliveries', integrationId];
  const list = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: '20', ...(pageParam ? { cursor: pageParam } : {}) });
      return callApi(`/integrations/${integrationId}/webhooks/deliveries?${query}`, page, { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor: next }) => next ?? undefined,
    refetchInterval: LOOK_EVERY_MS,
  });
  const test = useCommand(
    () => callApi(`/integrations/${integrationId}/webhooks/test`, webhookTest, { method: 'POST' }),
    { onDone: () => void cache.invalidateQueries({ queryKey: key }) },
  );
  const rows = list.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <Card className="xl:col-span-2">
      <CardHeader
        title={t('title')}
        description={t('description')}
        actions={
          <Button size="sm" busy={test.isPending} onClick={() => test.mutate(undefined)}>
            <Send aria-hidden />
            {t('test')}
          </Button>
        }
      />
      {test.data ? (
        <CardBody>
          <TestOutcome outcome={test.data} />
        </CardBody>
      ) : null}
      {list.error ? (
        <CardBody>
          <Notice tone="danger">{textOf(list.error)}</Notice>
        </CardBody>
      ) : list.isPending ? (
        <CardBody>
          <Skeleton className="h-24" />
        </CardBody>
      ) : rows.length === 0 ? (
        <EmptyState icon={Webhook} title={t('empty_title')} description={t('empty_description')} />
      ) : (
        <>
          <ul className="divide-y border-t">
            {rows.map((delivery) => (
              <Delivery key={delivery.id} delivery={delivery} />
            ))}
          </ul>
          {list.hasNextPage ? (
            <div className="border-t px-5 py-3">
              <Button size="sm" busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
                {t('more')}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </Card>
  );
}

function TestOutcome({
  outcome: { ok, http_status: status, milliseconds, fast_enough, url },
}: {
  outcome: WebhookTest;
}) {
  const t = useTranslations('integrations.deliveries');
  if (status === null)
    return (
      <Notice tone="danger" title={t('test_no_answer', { url })}>
        {t('test_no_answer_remedy')}
      </Notice>
    );
  if (!ok)
    return (
      <Notice tone="danger" title={t('test_refused', { status, url })}>
        {t('test_refused_remedy')}
      </Notice>
    );
  return (
    <Notice tone={fast_enough ? 'success' : 'warning'} title={t('test_ok', { milliseconds })}>
      {t(fast_enough ? 'test_ok_hint' : 'test_slow')}
    </Notice>
  );
}

function Delivery({ delivery }: { delivery: DeliveryAnswer }) {
  const t = useTranslations('integrations.deliveries');
  const tw = useTranslations('integrations.webhooks');
  const format = useFormatter();
  const { body, status, topic, deliveries, latency_seconds: latency } = delivery;
  return (
    <li className="px-5 py-3">
      <details className="group">
        <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 gap-y-1">
          <span className="min-w-0 flex-1 basis-52 font-mono text-[0.8125rem] [overflow-wrap:anywhere]">
            {delivery.odoo_model} · {delivery.odoo_id}
          </span>
          <Badge>{tw(`topics.${topic}`)}</Badge>
          <Badge tone={status === 'done' ? 'success' : 'info'}>{t(`status.${status}`)}</Badge>
          {latency === null ? null : (
            <span className="text-[0.8125rem] text-muted tabular-nums">
              {t('latency', {
                time: format.number(latency, { style: 'unit', unit: 'second', maximumFractionDigits: 1 }),
              })}
            </span>
          )}
          <span className="text-[0.8125rem] text-muted">
            <RelativeTime at={delivery.received_at} />
          </span>
        </summary>
        <div className="mt-3 flex flex-col gap-2">
          <p className="text-[0.8125rem] text-muted">
            {format.dateTime(new Date(delivery.received_at), { dateStyle: 'long', timeStyle: 'medium' })}
            {deliveries > 1 ? ` · ${t('repeated', { count: deliveries })}` : null}
            {delivery.run_id ? (
              <>
                {' · '}
                <Link
                  href={`/sync/runs/${delivery.run_id}`}
                  className="text-accent underline-offset-4 hover:underline"
                >
                  {t('see_run')}
                </Link>
              </>
            ) : null}
          </p>
          <pre className="max-h-72 overflow-auto rounded-control bg-subtle px-3 py-2 font-mono text-xs [overflow-wrap:anywhere] [white-space:pre-wrap]">
            {body === null ? t('no_body') : indented(body)}
          </pre>
        </div>
      </details>
    </li>
  );
}

/** JSON a field a line; what was cut off stays as it came. */
function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
