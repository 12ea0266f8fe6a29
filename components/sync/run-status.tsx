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

/** The state of a run in words and colour. */
export function RunStatusBadge({ status }: { status: RunAnswer['status'] }) {
  const t = useTranslations('sync.status');
  return (
    <StatusBadge tone={TONES[status]} live={status === 'running'}>
      {t(status)}
    </StatusBadge>
  );
}
