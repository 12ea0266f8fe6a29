'use client';

import { useTranslations } from 'next-intl';
import type { ChangeAnswer } from '@/lib/sync/history/answers';
import { FieldValue, useFieldName } from './field-value';

/** Fields of a record with their values before and after; of a new record the new ones only. */
export function FieldChanges({ fields, made = false }: { fields: ChangeAnswer['fields']; made?: boolean }) {
  const t = useTranslations('ui');
  const nameOf = useFieldName();
  const entries = Object.entries(fields);
  if (entries.length === 0) return null;
  return (
    <dl className="flex w-full flex-col gap-1">
      {entries.map(([field, { before, after }]) => (
        <div key={field} className="flex flex-wrap gap-x-3">
          <dt className="w-32 shrink-0 text-muted">{nameOf(field)}</dt>
          <dd className="min-w-0 flex-1 basis-40">
            {made ? null : (
              <>
                <del className="text-muted decoration-line-strong">
                  <FieldValue field={field} value={before} />
                </del>
                <span aria-hidden className="mx-1.5 text-faint">
                  →
                </span>
                <span className="sr-only">{t('becomes')}</span>
              </>
            )}
            <ins className="no-underline">
              <FieldValue field={field} value={after} />
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
