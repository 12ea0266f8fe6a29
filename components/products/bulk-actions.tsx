'use client';

import { RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { z } from 'zod';
import { callApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { type BulkSelection, NOTHING, selectionBody } from '@/components/lists/bulk-selection';
import { Button } from '@/components/ui/button';
import type { BrowseQuery } from '@/lib/catalogue/products/browse-products';
import { ArchiveTicked } from './archive-ticked';
import { BulkEditDialog } from './bulk-edit-dialog';
import type { ListedProduct } from './listed-product';

const started = z.object({ products: z.number(), run_ids: z.array(z.string()) });

/** What can be done with the selected products together. */
export function BulkActions({
  selection,
  size,
  filter,
  products,
  onSelect,
}: {
  selection: BulkSelection;
  size: number;
  filter: Omit<BrowseQuery, 'limit' | 'cursor'>;
  /** Of this page. */
  products: readonly ListedProduct[];
  onSelect: (selection: BulkSelection) => void;
}) {
  const t = useTranslations('edits.bulk');
  const body = selectionBody(selection, filter);
  const synchronise = useCommand(
    () => callApi('/products/synchronise', started, { method: 'POST', body: { selection: body } }),
    {
      onDone: ({ products: count, run_ids }) => {
        if (run_ids.length > 0) toast.success(t('synchronised', { count }));
        else toast.warning(t('not_linked'));
      },
    },
  );
  const archived = filter.status === 'archived';
  const here = selection.all ? [] : products.filter(({ id }) => selection.ids.has(id));
  return (
    <>
      {archived ? null : (
        <>
          <BulkEditDialog selection={body} count={size} />
          <Button size="sm" busy={synchronise.isPending} onClick={() => synchronise.mutate(undefined)}>
            <RefreshCw aria-hidden />
            {t('synchronise')}
          </Button>
        </>
      )}
      {here.length === size ? (
        <ArchiveTicked products={here} archived={archived} onDone={() => onSelect(NOTHING)} />
      ) : null}
    </>
  );
}
