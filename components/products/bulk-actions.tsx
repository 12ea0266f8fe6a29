'use client';

import { RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { z } from 'zod';
import { callApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import type { BrowseQuery } from '@/lib/catalogue/products/browse-products';
import { ArchiveTicked } from './archive-ticked';
import { BulkEditDialog } from './bulk-edit-dialog';
import { type BulkSelection, NOTHING, selectionBody } from './bulk-selection';
import type { CategoryOption } from './category-options';
import type { ListedProduct } from './listed-product';

const started = z.object({ products: z.number(), run_ids: z.array(z.string()) });

/** What can be done with the selected products together. */
export function BulkActions({
  selection,
  size,
  matching,
  pageIsWhole,
  filter,
  categories,
  products,
  onSelect,
}: {
  selection: BulkSelection;
  size: number;
  matching: number;
  /** All of this page is selected: then all of the list can be. */
  pageIsWhole: boolean;
  filter: Omit<BrowseQuery, 'limit' | 'cursor'>;
  categories: readonly CategoryOption[];
  /** Of this page. */
  products: readonly ListedProduct[];
  onSelect: (selection: BulkSelection) => void;
}) {
  const t = useTranslations('catalogue');
  const tb = useTranslations('edits.bulk');
  const body = selectionBody(selection, filter);
  const synchronise = useCommand(
    () => callApi('/products/synchronise', started, { method: 'POST', body: { selection: body } }),
    {
      onDone: ({ products: count, run_ids }) => {
        if (run_ids.length > 0) toast.success(tb('synchronised', { count }));
        else toast.warning(tb('not_linked'));
      },
    },
  );
  const archived = filter.status === 'archived';
  const here = selection.all ? [] : products.filter(({ id }) => selection.ids.has(id));
  return (
    <div className="sticky top-14 z-10 flex flex-wrap items-center justify-between gap-x-3 gap-y-2 border-b bg-accent-soft px-4 py-2 lg:top-12">
      <p role="status" className="flex flex-wrap items-center gap-x-3">
        {selection.all && size === matching
          ? tb('matching_selected', { count: size })
          : t('archive.selected', { count: size })}
        {pageIsWhole && size < matching ? (
          <button
            type="button"
            className="font-medium text-accent hover:underline"
            onClick={() => onSelect({ all: true, except: new Set() })}
          >
            {tb('select_matching', { count: matching })}
          </button>
        ) : null}
        <button type="button" className="text-muted hover:underline" onClick={() => onSelect(NOTHING)}>
          {tb('clear')}
        </button>
      </p>
      <div className="flex flex-wrap gap-2">
        {archived ? null : (
          <>
            <BulkEditDialog selection={body} count={size} categories={categories} />
            <Button size="sm" busy={synchronise.isPending} onClick={() => synchronise.mutate(undefined)}>
              <RefreshCw aria-hidden />
              {tb('synchronise')}
            </Button>
          </>
        )}
        {here.length === size ? (
          <ArchiveTicked products={here} archived={archived} onDone={() => onSelect(NOTHING)} />
        ) : null}
      </div>
    </div>
  );
}
