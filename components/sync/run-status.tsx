import { useTranslations } from 'next-intl';
import { StatusBadge, type Tone } from '@/components/ui/badge';
import type { RunAnswer } from '@/lib/sync/history/answers';

const TONES: Record<RunAnswer['status'], Tone> = {
  queued: 'neutral',
  running: 'info',
  succeeded: 'success',
  partial: 'warning',
  failed: 'danger',
  cancelled: 'neutral',
};

/** The state of a run in words and colour; a preview that went well has changed nothing and says so. */
export function RunStatusBadge({
  run: { status, dry_run, purpose },
}: {
  run: Pick<RunAnswer, 'status' | 'dry_run' | 'purpose'>;
}) {
  const t = useTranslations('sync');
  const previewed = dry_run && (status === 'succeeded' || status === 'partial');
  return (
    <StatusBadge
      tone={previewed && status === 'succeeded' ? 'info' : TONES[status]}
      live={status === 'running'}
    >
      {t(previewed ? (purpose === 'check' ? 'check.checked' : 'runs.previewed') : `status.${status}`)}
    </StatusBadge>
  );
}
