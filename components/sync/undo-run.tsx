'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '@/components/api/call-api';
import { useCommand, useProblemText } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { SkeletonRows } from '@/components/ui/skeleton';
import { undoAnswer } from '@/lib/sync/history/answers';
import { UndoFigures } from './undo-figures';
import { UndoSteps } from './undo-steps';
import { ValueNamesProvider } from './value-names';

const undo = (runId: string, body: { dry_run: boolean; cursor?: string }) =>
  callApi(`/runs/${runId}/undo`, undoAnswer, { method: 'POST', body });

/** Takes a run back, after saying in figures what happens here and in Odoo, and record by record for who asks. */
export function UndoRun({ runId, currency }: { runId: string; currency: string }) {
  const t = useTranslations('sync.run');
  const tu = useTranslations('ui');
  const router = useRouter();
  const textOf = useProblemText();
  const [open, setOpen] = useState(false);
  const plan = useInfiniteQuery({
    queryKey: ['undo', runId],
    queryFn: ({ pageParam }) => undo(runId, { dry_run: true, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    enabled: open,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const carryOut = useCommand(() => undo(runId, { dry_run: false }), {
    done: t('undone_started'),
    onDone: ({ run_id }) => {
      setOpen(false);
      if (run_id) router.push(`/sync/runs/${run_id}`);
    },
  });
  const pages = plan.data?.pages ?? [];
  const [first] = pages;
  const names = Object.assign({}, ...pages.map((page) => page.names ?? {}));
  const nothing = first?.counts?.every(({ reason }) => reason !== undefined) ?? true;
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>{t('undo')}</Button>
      </DialogTrigger>
      <DialogContent
        wide
        title={t('undo_title')}
        description={t('undo_description')}
        footer={
          <>
            <DialogClose asChild>
              <Button>{tu('close')}</Button>
            </DialogClose>
            <Button
              variant="primary"
              disabled={nothing}
              busy={carryOut.isPending}
              onClick={() => carryOut.mutate(undefined)}
            >
              {t('undo_confirm')}
            </Button>
          </>
        }
      >
        {plan.isPending ? <SkeletonRows rows={4} label={tu('loading')} /> : null}
        {plan.error ? <Notice tone="danger">{textOf(plan.error)}</Notice> : null}
        {first ? (
          <div className="flex flex-col gap-5">
            {nothing ? <Notice tone="info">{t('undo_nothing')}</Notice> : null}
            <UndoFigures counts={first.counts ?? []} writesOdoo={first.writes_odoo ?? true} />
            <details>
              <summary className="cursor-pointer font-medium">{t('undo_list')}</summary>
              <ValueNamesProvider value={{ names, currency }}>
                <UndoSteps steps={pages.flatMap((page) => [...page.changes, ...page.skipped])} />
              </ValueNamesProvider>
              {plan.hasNextPage ? (
                <Button
                  size="sm"
                  className="mt-3"
                  busy={plan.isFetchingNextPage}
                  onClick={() => void plan.fetchNextPage()}
                >
                  {t('undo_more')}
                </Button>
              ) : null}
            </details>
          </div>
        ) : null}
      </DialogContent>
    </Dialog>
  );
}
