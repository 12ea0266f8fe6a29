'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { Table, Tbody, Th, Thead } from '@/components/ui/table';
import { SelectionBar } from './selection-bar';
import type { usePageSelection } from './use-page-selection';

/** A page of a list whose rows may be ticked, on this page and others, with what can be done to all of them together. */
export function TickableTable({
  caption,
  page,
  matching,
  mayTick,
  actions,
  columns,
  children,
}: {
  caption: string;
  page: ReturnType<typeof usePageSelection>;
  /** How many the list shows in all. */
  matching: number;
  /** Readers who may not change anything see neither boxes nor actions. */
  mayTick: boolean;
  /** Shown once something is ticked. */
  actions: ReactNode;
  /** The headers after the box that ticks the whole page. */
  columns: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations('catalogue.list');
  const wholePage = { label: t('select_all'), ...page.pageBox };
  return (
    <>
      {mayTick && page.size > 0 ? (
        <SelectionBar
          selection={page.selection}
          size={page.size}
          matching={matching}
          pageIsWhole={page.pageIsWhole}
          onSelect={page.choose}
        >
          {actions}
        </SelectionBar>
      ) : null}
      {mayTick ? <Checkbox {...wholePage} className="border-b px-4 py-3 sm:hidden" /> : null}
      <Table stack caption={caption}>
        <Thead>
          <tr>
            {mayTick ? (
              <Th className="w-10 pe-0">
                <Checkbox hideLabel {...wholePage} />
              </Th>
            ) : null}
            {columns}
          </tr>
        </Thead>
        <Tbody>{children}</Tbody>
      </Table>
    </>
  );
}
