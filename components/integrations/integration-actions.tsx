'use client';

import { EllipsisVertical, Eye, Pause, Play, RefreshCw, ShieldCheck } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import type { IntegrationAnswer } from '@/lib/integrations/present';
import { askForCheck, askForRun } from './ask-for-run';
import { saveIntegration } from './settings/save-integration';

/** Synchronise, look first, all of it anew, pause: each run asked for leads to its page. */
export function IntegrationActions({ integration: { id, enabled } }: { integration: IntegrationAnswer }) {
  const t = useTranslations('integrations.settings');
  const router = useRouter();
  const run = useCommand((body: { dry_run?: boolean; mode?: 'full' }) => askForRun(id, body), {
    done: t('started'),
    onDone: ({ run_id }) => router.push(`/sync/runs/${run_id}`),
  });
  const check = useCommand(() => askForCheck(id), {
    done: t('check_started'),
    onDone: ({ run_id }) => router.push(`/sync/runs/${run_id}`),
  });
  const pause = useCommand(() => saveIntegration(id, { enabled: !enabled }), {
    done: t(enabled ? 'paused_done' : 'resumed_done'),
  });
  return (
    <>
      <Button busy={run.isPending} disabled={!enabled} variant="primary" onClick={() => run.mutate({})}>
        <RefreshCw aria-hidden />
        {t('sync_now')}
      </Button>
      <Button disabled={run.isPending} onClick={() => run.mutate({ dry_run: true })}>
        <Eye aria-hidden />
        {t('preview')}
      </Button>
      <Button busy={check.isPending} onClick={() => check.mutate(undefined)}>
        <ShieldCheck aria-hidden />
        {t('check')}
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="icon" aria-label={t('details')}>
            <EllipsisVertical aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem disabled={!enabled} onSelect={() => run.mutate({ mode: 'full' })}>
            <RefreshCw aria-hidden />
            {t('sync_full')}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => pause.mutate(undefined)}>
            {enabled ? <Pause aria-hidden /> : <Play aria-hidden />}
            {t(enabled ? 'pause' : 'resume')}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
    </>
  );
}
