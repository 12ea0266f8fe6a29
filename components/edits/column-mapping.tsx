'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { commandApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { Select } from '@/components/ui/select';
import type { EditView } from '@/lib/edits/answers';
import type { ImportField } from '@/lib/imports/fields';

/** What the columns of an import's file stand for, as guessed or as the reader says. */
export function ColumnMapping({ edit, fields }: { edit: EditView; fields: readonly ImportField[] }) {
  const t = useTranslations('edits.mapping');
  const tc = useTranslations('spreadsheet.column');
  const [chosen, setChosen] = useState(edit.columns.map(({ field }) => field));
  const [language, setLanguage] = useState(edit.language);
  const save = useCommand(() =>
    commandApi(`/edits/${edit.id}/mapping`, { method: 'PUT', body: { fields: chosen, language } }),
  );
  const choose = (at: number, value: string) => {
    const field = fields.find((one) => one === value) ?? null;
    setChosen(chosen.map((was, index) => (index === at ? field : was === field ? null : was)));
  };
  return (
    <Card>
      <CardHeader title={t('title')} description={t('description')} />
      <ul className="divide-y border-t">
        {edit.columns.map(({ header, examples }, index) => (
          <li
            key={index}
            className="grid gap-x-6 gap-y-1.5 px-5 py-2.5 sm:grid-cols-[minmax(0,1fr)_16rem] sm:items-center"
          >
            <span className="min-w-0">
              <span className="block font-medium">{header}</span>
              {examples.length > 0 ? (
                <span className="block truncate text-[0.8125rem] text-muted">
                  {t('example', { examples: examples.join(' · ') })}
                </span>
              ) : null}
            </span>
            <Select
              aria-label={`${header} – ${t('field')}`}
              value={chosen[index] ?? ''}
              onChange={({ target }) => choose(index, target.value)}
            >
              <option value="">{t('none')}</option>
              {fields.map((field) => (
                <option key={field} value={field}>
                  {tc(field)}
                </option>
              ))}
            </Select>
          </li>
        ))}
        <li className="grid gap-x-6 gap-y-1.5 px-5 py-2.5 sm:grid-cols-[minmax(0,1fr)_16rem] sm:items-center">
          <span className="font-medium">{t('language')}</span>
          <Select
            aria-label={t('language')}
            value={language}
            onChange={({ target }) => setLanguage(target.value === 'en' ? 'en' : 'fr')}
          >
            <option value="fr">{t('language_fr')}</option>
            <option value="en">{t('language_en')}</option>
          </Select>
        </li>
      </ul>
      <CardFooter>
        <Button busy={save.isPending} onClick={() => save.mutate(undefined)}>
          {t('read_again')}
        </Button>
      </CardFooter>
    </Card>
  );
}
