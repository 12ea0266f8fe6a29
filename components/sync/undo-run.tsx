'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '@/components/api/call-api';
import { useCommand, useProblemText } from '@/components/api/use-command';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { SkeletonRows } from '@/components/ui/skeleton';
import { type UndoAnswer, undoAnswer } from '@/lib/sync/history/answers';
import { FieldValue, useFieldName } from './field-value';

const undo = (runId: string, dryRun: boolean) =>
  callApi(`/runs/${runId}/undo`, undoAnswer, { method: 'POST', body: { dry_run: dryRun } });

/** Takes a run back, after showing what would be set back and what is left alone. */
export function UndoRun({ runId }: { runId: string }) {
  const t = useTranslations('sync.run');
  const tu = useTranslations('ui');
  const router = useRouter();
  const textOf = useProblemText();
  const [open, setOpen] = useState(false);
  const plan = useQuery({
    queryKey: ['undo', runId],
    queryFn: () => undo(runId, true),
    enabled: open,
    staleTime: 0,
  });
  const carryOut = useCommand(() => undo(runId, false), {
    done: t('undone_started'),
    onDone: ({ run_id }) => {
      setOpen(false);
      if (run_id) router.push(`/sync/runs/${run_id}`);
    },
  });
  const count = plan.data?.changes.length ?? 0;
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
          <Button
            variant="primary"
            disabled={count === 0}
            busy={carryOut.isPending}
            onClick={() => carryOut.mutate(undefined)}
          >
            {t('undo_confirm', { count })}
          </Button>
        }
      >
        {plan.isPending ? <SkeletonRows rows={4} label={tu('loading')} /> : null}
        {plan.error ? <Notice tone="danger">{textOf(plan.error)}</Notice> : null}
        {plan.data ? <UndoPlan plan={plan.data} /> : null}
      </DialogContent>
    </Dialog>
  );
}

function UndoPlan({ plan }: { plan: UndoAnswer }) {
  const t = useTranslations('sync.run');
  return (
    <div className="flex flex-col gap-5">
      {plan.changes.length === 0 ? <Notice tone="info">{t('undo_nothing')}</Notice> : null}
      <UndoSteps steps={plan.changes} />
      {plan.skipped.length > 0 ? (
        <section>
          <h3 className="mb-2 font-medium">{t('undo_skipped')}</h3>
          <UndoSteps steps={plan.skipped} />
        </section>
      ) : null}
    </div>
  );
}

function UndoSteps({ steps }: { steps: UndoAnswer['changes'] }) {
  const t = useTranslations('sync');
  const tu = useTranslations('ui');
  const nameOf = useFieldName();
  return (
    <ul className="divide-y">
      {steps.map((step, index) => (
        <li key={`${step.local_id ?? ''}-${index.toString()}`} className="py-2">
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-medium">{step.label}</span>
            <Badge>{t(`kind.${step.kind}`)}</Badge>
            {step.reason ? (
              <span className="text-muted">{t(`run.undo_reasons.${step.reason}`)}</span>
            ) : (
              <Badge tone="info">{t(`actions.${step.action}`)}</Badge>
            )}
          </p>
          {Object.entries(step.fields).map(([field, { before, after }]) => (
            <p key={field} className="mt-1 text-[0.8125rem]">
              <span className="text-muted">{tu('label', { label: nameOf(field) })} </span>
              <del className="text-muted">
                <FieldValue value={before} />
              </del>{' '}
              → <FieldValue value={after} />
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
