'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { type BulkSelection, NOTHING } from './bulk-selection';

/** How many products of a list are ticked, a way to tick all of them or none, and what can be done with them together. */
export function SelectionBar({
  selection,
  size,
  matching,
  pageIsWhole,
  onSelect,
  children,
}: {
  selection: BulkSelection;
  size: number;
  /** How many the list shows in all. */
  matching: number;
  /** All of this page is ticked: then all of the list can be. */
  pageIsWhole: boolean;
  onSelect: (selection: BulkSelection) => void;
  children: ReactNode;
}) {
  const t = useTranslations('edits.bulk');
  return (
    <div className="sticky top-14 z-10 flex flex-wrap items-center justify-between gap-x-3 gap-y-2 border-b bg-accent-soft px-4 py-2 lg:top-12">
      <p role="status" className="flex flex-wrap items-center gap-x-3">
        {selection.all && size === matching
          ? t('matching_selected', { count: size })
          : t('selected', { count: size })}
        {pageIsWhole && size < matching ? (
          <button
            type="button"
            className="font-medium text-accent hover:underline"
            onClick={() => onSelect({ all: true, except: new Set() })}
          >
            {t('select_matching', { count: matching })}
          </button>
        ) : null}
        <button type="button" className="text-muted hover:underline" onClick={() => onSelect(NOTHING)}>
          {t('clear')}
        </button>
      </p>
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  );
}
