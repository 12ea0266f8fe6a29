'use client';

import { useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { callApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { isLive } from '@/components/sync/tally';
import { useRun } from '@/components/sync/use-run';
import { Button } from '@/components/ui/button';
import type { ProductView } from '@/lib/catalogue/products/schema';
import { changeAnswer, type RunAnswer } from '@/lib/sync/history/answers';

const asked = z.object({ run_ids: z.array(z.uuid()) });
const changes = z.object({ data: z.array(changeAnswer) });

/** Has this one product looked at on both sides now, and says what came of it. */
export function SyncNow({ product }: { product: Pick<ProductView, 'id' | 'parent_id' | 'status'> }) {
  const t = useTranslations('catalogue.sync_now');
  const [runIds, setRunIds] = useState<readonly string[] | null>(null);
  const start = useCommand(() => callApi(`/products/${product.id}/sync`, asked, { method: 'POST' }), {
    onDone: ({ run_ids }) => setRunIds(run_ids),
  });
  return (
    <div className="flex flex-col gap-2">
      <Button size="sm" className="self-start" busy={start.isPending} onClick={() => start.mutate(undefined)}>
        <RefreshCw aria-hidden />
        {t('action')}
      </Button>
      <div aria-live="polite" className="flex flex-col gap-1 text-[0.8125rem]">
        {runIds?.length === 0 ? <p className="text-muted">{t('no_integration')}</p> : null}
        {runIds?.map((id) => (
          <Outcome key={id} runId={id} product={product} />
        ))}
      </div>
    </div>
  );
}

function Outcome({
  runId,
  product,
}: {
  runId: string;
  product: Pick<ProductView, 'id' | 'parent_id' | 'status'>;
}) {
  const t = useTranslations('catalogue.sync_now');
  const router = useRouter();
  const { data: run } = useRun(runId);
  const ended = run !== undefined && !isLive(run);
  const told = useRef(false);
  useEffect(() => {
    // The values, states and errors on the page are the server's.
    if (ended && !told.current) router.refresh();
    told.current = ended;
  }, [ended, router]);
  if (!run || !ended) return <p className="text-muted">{t('running')}</p>;
  return (
    <p>
      <span className="font-medium">{run.integration_name}</span> · <What run={run} product={product} /> ·{' '}
      <Link href={`/sync/runs/${runId}`} className="text-accent underline-offset-4 hover:underline">
        {t('see_run')}
      </Link>
    </p>
  );
}

function What({
  run,
  product,
}: {
  run: RunAnswer;
  product: Pick<ProductView, 'id' | 'parent_id' | 'status'>;
}) {
  const t = useTranslations('catalogue.sync_now');
  const { data } = useQuery({
    queryKey: ['changes-of-product', run.id, product.id],
    queryFn: ({ signal }) =>
      callApi(`/runs/${run.id}/changes?limit=200&product_id=${product.id}`, changes, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (run.error) return <span className="text-danger">{run.error.message}</span>;
  if (run.status === 'cancelled') return t('cancelled');
  if (!data) return t('running');
  const fields = (side: 'here' | 'odoo') =>
    data.data
      .filter((change) => change.side === side)
      .reduce((sum, change) => sum + Math.max(1, Object.keys(change.fields).length), 0);
  const [here, odoo] = [fields('here'), fields('odoo')];
  if (here + odoo > 0) {
    return [
      ...(here > 0 ? [t('came', { count: here })] : []),
      ...(odoo > 0 ? [t('went', { count: odoo })] : []),
    ].join(' · ');
  }
  return product.status === 'draft' ? t('draft') : t('equal');
}
