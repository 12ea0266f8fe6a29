import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { UndoStepAnswer } from '@/lib/sync/history/answers';
import { FieldChanges } from './field-changes';

/** The steps of an undo, each with the values it sets back, or why it is left out of it. */
export function UndoSteps({ steps }: { steps: readonly UndoStepAnswer[] }) {
  const t = useTranslations('sync');
  return (
    <ul className="mt-2 divide-y">
      {steps.map((step, index) => (
        <li key={`${step.local_id ?? ''}-${index.toString()}`} className="py-2">
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-medium [overflow-wrap:anywhere]">{step.label || t('errors.unnamed')}</span>
            <Badge>{t(`kind.${step.kind}`)}</Badge>
            {step.reason ? (
              <span className="text-muted">{t(`run.undo_reasons.${step.reason}`)}</span>
            ) : (
              <Badge tone="info">{t(`run.undo_actions.${step.action}`)}</Badge>
            )}
          </p>
          {step.untied ? null : <FieldChanges fields={step.fields} />}
        </li>
      ))}
    </ul>
  );
}
