import { useTranslations } from 'next-intl';
import { StatusBadge, type Tone } from '@/components/ui/badge';
import type { EditView } from '@/lib/edits/answers';

const TONES: Readonly<Record<EditView['status'], Tone>> = {
  reading: 'info',
  ready: 'warning',
  applying: 'info',
  applied: 'success',
  undoing: 'info',
  undone: 'neutral',
  failed: 'danger',
};

/** Where an edit of many records stands. */
export function EditStatus({ status }: { status: EditView['status'] }) {
  const t = useTranslations('edits.status');
  return (
    <StatusBadge tone={TONES[status]} live={TONES[status] === 'info'}>
      {t(status)}
    </StatusBadge>
  );
}
