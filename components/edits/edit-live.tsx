'use client';

import { useTranslations } from 'next-intl';
import { Card, CardBody } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import { Progress } from '@/components/ui/progress';
import type { EditView } from '@/lib/edits/answers';
import { isAtWork, useEdit } from './use-edit';

/** How far a worker has come with an edit, and what came of it. */
export function EditLive({ edit: initial }: { edit: EditView }) {
  const t = useTranslations('edits');
  const edit = useEdit(initial);
  const { status, counts } = edit;
  if (status === 'failed')
    return <Notice tone="danger" title={edit.failure?.message ?? t('status.failed')} />;
  if (status === 'applied')
    return <Notice tone={counts.refused > 0 ? 'warning' : 'success'} title={t('done.applied', counts)} />;
  if (status === 'undone')
    return <Notice tone={counts.kept > 0 ? 'warning' : 'success'} title={t('done.undone', counts)} />;
  if (status === 'ready' && counts.create + counts.update === 0)
    return <Notice tone="info" title={t('done.nothing', counts)} />;
  if (!isAtWork(edit)) return null;
  const read = counts.create + counts.update + counts.unchanged + counts.wrong;
  const undoing = status === 'undoing';
  const gone = counts.undone + counts.kept;
  const done = undoing ? gone : counts.done + counts.refused;
  const total = undoing ? counts.done + gone : counts.create + counts.update;
  const label =
    status === 'reading' ? t('progress.reading', { count: read }) : t(`progress.${status}`, { done, total });
  return (
    <Card>
      <CardBody className="pt-5">
        <p className="mb-2 text-muted">{label}</p>
        <Progress label={label} done={done} total={status === 'reading' ? null : total} />
      </CardBody>
    </Card>
  );
}
