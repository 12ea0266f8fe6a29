'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '@/components/api/call-api';
import { useProblemText } from '@/components/api/use-command';
import { Checkbox } from '@/components/ui/checkbox';
import { Fieldset } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { SkeletonRows } from '@/components/ui/skeleton';
import { textKey } from '@/lib/catalogue/text';
import { mappingProposal } from '@/lib/integrations/category-mapping/mapping-answers';

/** Odoo's categories as a tree with search: those that are synchronised, with all below them; none chosen: all. */
export function CategoryFilter({
  integrationId,
  value,
  onChange,
  disabled = false,
}: {
  integrationId: string;
  value: readonly number[];
  onChange: (ids: number[]) => void;
  disabled?: boolean;
}) {
  const t = useTranslations('integrations.advanced');
  const tu = useTranslations('ui');
  const textOf = useProblemText();
  const [search, setSearch] = useState('');
  const { data, error, isPending } = useQuery({
    queryKey: ['mapping', integrationId],
    queryFn: ({ signal }) =>
      callApi(`/integrations/${integrationId}/category-mappings/proposal`, mappingProposal, { signal }),
    staleTime: 60_000,
    retry: false,
  });
  const wanted = textKey(search);
  const known = [...(data?.odoo_categories ?? [])].sort((one, other) =>
    one.full_path.join(' / ').localeCompare(other.full_path.join(' / ')),
  );
  const found = known.filter(({ full_path }) => textKey(full_path.join(' / ')).includes(wanted));
  const gone = data ? value.filter((id) => !known.some((one) => one.id === id)) : [];
  const toggle = (id: number) =>
    onChange(value.includes(id) ? value.filter((one) => one !== id) : [...value, id]);
  return (
    <Fieldset legend={t('category_filter')} hint={t('category_filter_hint')} className="sm:col-span-2">
      {isPending ? <SkeletonRows rows={3} label={tu('loading')} /> : null}
      {error ? <Notice tone="danger">{textOf(error)}</Notice> : null}
      {data ? (
        <div className="rounded-control border">
          <div className="border-b p-2">
            <Input
              type="search"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
              aria-label={t('category_filter_search')}
              placeholder={t('category_filter_search')}
            />
          </div>
          <ul className="flex max-h-64 flex-col gap-1.5 overflow-y-auto p-3">
            {gone.map((id) => (
              <li key={id}>
                <Checkbox
                  label={t('category_filter_gone', { id })}
                  checked
                  disabled={disabled}
                  onCheckedChange={() => toggle(id)}
                />
              </li>
            ))}
            {found.map(({ id, full_path: path }) => (
              <li key={id} style={{ paddingInlineStart: wanted ? 0 : `${(path.length - 1) * 1.25}rem` }}>
                <Checkbox
                  label={wanted ? path.join(' / ') : (path.at(-1) ?? '')}
                  checked={value.includes(id)}
                  disabled={disabled}
                  onCheckedChange={() => toggle(id)}
                />
              </li>
            ))}
            {found.length === 0 ? <li className="text-muted">{t('category_filter_none')}</li> : null}
          </ul>
          <p className="border-t px-3 py-2 text-[0.8125rem] text-muted">
            {t('category_filter_chosen', { count: value.length })}
          </p>
        </div>
      ) : null}
    </Fieldset>
  );
}
