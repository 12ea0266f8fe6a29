'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import { callApi } from '@/components/api/call-api';
import { useProblemText } from '@/components/api/use-command';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Combobox } from '@/components/ui/combobox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { SkeletonRows } from '@/components/ui/skeleton';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import { textKey } from '@/lib/catalogue/text';
import { mappingProposal } from '@/lib/integrations/category-mapping/mapping-answers';

const SEPARATOR = ' → ';

/** The proposal of an integration's category pairs with what the person changed in it. */
export function useMapping(integrationId: string) {
  const [chosen, setChosen] = useState<ReadonlyMap<number, string | null>>(new Map());
  const proposal = useQuery({
    queryKey: ['mapping', integrationId],
    queryFn: ({ signal }) =>
      callApi(`/integrations/${integrationId}/category-mappings/proposal`, mappingProposal, { signal }),
    staleTime: 60_000,
    retry: false,
  });
  const choose = (odooId: number, categoryId: string | null) =>
    setChosen(new Map(chosen).set(odooId, categoryId));
  /** Saves the pairs chosen by hand; the rest is left to the automatic mapping. */
  const save = async () => {
    if (!proposal.data || chosen.size === 0) return;
    const pairs = proposal.data.odoo_categories.flatMap(({ id, category_id, source }) => {
      const picked = chosen.has(id) ? (chosen.get(id) ?? null) : source === 'manual' ? category_id : null;
      return picked ? [{ odoo_category_id: id, category_id: picked, source: 'manual' }] : [];
    });
    await callApi(`/integrations/${integrationId}/category-mappings`, z.unknown(), {
      method: 'PUT',
      body: pairs,
    });
    setChosen(new Map());
    await proposal.refetch();
  };
  return { proposal, chosen, choose, save, reset: () => setChosen(new Map()) };
}

/** Which category here is which in Odoo: proposed, and changed by choosing another. */
export function MappingEditor({
  mapping: { proposal, chosen, choose, reset },
  rootCategoryId,
  onRootChange,
  disabled = false,
}: {
  mapping: ReturnType<typeof useMapping>;
  rootCategoryId: number | null;
  onRootChange: (id: number | null) => void;
  disabled?: boolean;
}) {
  const t = useTranslations('integrations.categories');
  const tu = useTranslations('ui');
  const textOf = useProblemText();
  const [search, setSearch] = useState('');
  const { data } = proposal;
  const options = useMemo(
    () => data?.categories.map(({ id, path }) => ({ value: id, label: path.join(SEPARATOR) })) ?? [],
    [data],
  );
  if (proposal.isPending) return <SkeletonRows rows={6} label={tu('loading')} />;
  if (!data) {
    return (
      <Notice
        tone="danger"
        title={t('unavailable')}
        action={
          <Button size="sm" onClick={() => proposal.refetch()}>
            {tu('retry')}
          </Button>
        }
      >
        {textOf(proposal.error)}
      </Notice>
    );
  }
  const wanted = textKey(search);
  const shown = data.odoo_categories.filter(
    ({ root, path }) => !root && textKey(path.join(' ')).includes(wanted),
  );
  return (
    <div className="flex flex-col gap-5">
      <Field label={t('root')} hint={t('root_hint')} className="max-w-md">
        <Combobox
          options={data.odoo_categories.map(({ id, full_path }) => ({
            value: String(id),
            label: full_path.join(' / '),
          }))}
          value={rootCategoryId === null ? null : String(rootCategoryId)}
          onChange={(value) => onRootChange(value === null ? null : Number(value))}
          placeholder={t('root_none')}
          clearLabel={t('root_none')}
          disabled={disabled}
        />
      </Field>
      {data.odoo_categories.length === 0 ? <Notice>{t('empty')}</Notice> : null}
      {data.odoo_categories.length > 15 ? (
        <Input
          aria-label={t('search')}
          placeholder={t('search')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="max-w-xs"
        />
      ) : null}
      <div className="max-h-[28rem] overflow-y-auto rounded-card border">
        <Table stack caption={t('odoo')}>
          <Thead className="sticky top-0 z-10 bg-surface">
            <Tr>
              <Th>{t('odoo')}</Th>
              <Th className="w-1/2">{t('here')}</Th>
              <Th>
                <span className="sr-only">{t('proposed')}</span>
              </Th>
            </Tr>
          </Thead>
          <Tbody>
            {shown.map(({ id, path, category_id, source }) => {
              const picked = chosen.has(id) ? (chosen.get(id) ?? null) : category_id;
              const origin = chosen.has(id) ? (picked ? 'manual' : null) : source;
              return (
                <Tr key={id}>
                  <Td>{path.join(' / ')}</Td>
                  <Td>
                    <Combobox
                      label={tu('labelled', { label: t('here'), value: path.join(' / ') })}
                      options={options}
                      value={picked}
                      onChange={(value) => choose(id, value)}
                      placeholder={t('create')}
                      clearLabel={category_id === null ? t('create') : undefined}
                      disabled={disabled}
                    />
                  </Td>
                  <Td className="whitespace-nowrap">
                    {origin ? (
                      <Badge tone={origin === 'manual' ? 'accent' : 'neutral'}>{t(origin)}</Badge>
                    ) : null}
                  </Td>
                </Tr>
              );
            })}
          </Tbody>
        </Table>
      </div>
      {chosen.size > 0 ? (
        <Button variant="link" className="self-start" onClick={reset}>
          {t('reset')}
        </Button>
      ) : null}
    </div>
  );
}
